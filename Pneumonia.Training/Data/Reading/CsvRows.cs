using System.Collections.Immutable;

namespace Pneumonia.Training.Data.Reading;

/// <summary>Checks the rows of a CSV one by one and gathers what they name.</summary>
internal sealed class CsvRows(string csv, CsvHeader header, DataSetOptions options, FaultList faults, List<DataNote> notes)
{
    private readonly string folder = Path.GetDirectoryName(csv)!;
    private readonly List<RawImage> images = [];
    private readonly List<string> empty = [];
    private readonly Dictionary<string, int> lines =
        new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    public void Add(string[] fields, int line, bool quotesBroken)
    {
        if (images.Count >= options.MaxImages)
            throw faults.Fatal($"it lists more than {options.MaxImages} images ({nameof(DataSetOptions.MaxImages)}).");
        if (quotesBroken)
            faults.Add($"line {line}: a quote stands inside a field; quote the whole field and double the quote (RFC 4180).");
        else if (fields.Length != header.Names.Length)
            faults.Add($"line {line}: {Show.Count(fields.Length, "field")}, but the header has {header.Names.Length}.");
        else
            AddChecked(fields, line);
    }

    public IReadOnlyList<RawImage> Finish()
    {
        if (images.Count == 0 && !faults.Any)
            throw faults.Fatal("it lists no image that can be used, only a header.");
        if (empty.Count > 0)
            notes.Add(DataNote.Warning($"{Show.Count(empty.Count, "image")} of 0 bytes left out: {Show.First(empty)}."));
        return images;
    }

    private void AddChecked(string[] fields, int line)
    {
        DataSplit? split = Split(fields, line);
        string? path = FullPath(fields[header.Path].Trim(), line);
        if (path is null || split is null)
            return;
        if (!lines.TryAdd(path, line))
        {
            faults.Add($"line {line}: {Show.Quoted(fields[header.Path])} was listed in line {lines[path]} already.");
            return;
        }

        string name = NameOf(path, fields[header.Path].Trim());
        if (FolderTree.Length(new FileInfo(path)) == 0)
        {
            empty.Add(name);
            return;
        }

        string? patient = header.Patient < 0 ? null : fields[header.Patient].Trim();
        images.Add(new RawImage(path, name, fields[header.Label].Trim(), split.Value)
        {
            Patient = string.IsNullOrEmpty(patient) ? null : patient,
            Columns = OtherColumns(fields),
            Line = line,
        });
    }

    private DataSplit? Split(string[] fields, int line)
    {
        string text = header.Split < 0 ? "" : fields[header.Split].Trim();
        if (text.Length == 0)
            return DataSplit.Unassigned;
        DataSplit? split = OfficialSplits.Parse(text);
        if (split is null)
            faults.Add($"line {line}: the split {Show.Quoted(text)} is none of {OfficialSplits.Names} (or empty).");
        return split;
    }

    private string? FullPath(string text, int line)
    {
        if (text.Length == 0)
        {
            faults.Add($"line {line}: the path is empty.");
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"line {line}: the path holds a null character.");
            return null;
        }

        if (Find(text, folder) is { } found)
            return found;
        string path = Path.GetFullPath(text, folder);
        faults.Add(Directory.Exists(path)
            ? $"line {line}: {Show.Quoted(text)} is a folder, not an image."
            : $"line {line}: there is no file {Show.Quoted(text)} (looked for {Show.Quoted(path)}).");
        return null;
    }

    /// <summary>The file that a row names; null where there is none. Lists are often written on Windows and read elsewhere.</summary>
    internal static string? Find(string text, string folder)
    {
        string path = Path.GetFullPath(text, folder);
        if (File.Exists(path))
            return path;
        string other = Path.GetFullPath(text.Replace('\\', '/'), folder);
        return File.Exists(other) ? other : null;
    }

    /// <summary>Relative to the CSV where the file lies below it, so that a moved data set keeps its names; otherwise as written.</summary>
    private string NameOf(string path, string text)
    {
        string relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
        bool below = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal);
        return below || !Path.IsPathRooted(text) ? relative : path.Replace(Path.DirectorySeparatorChar, '/');
    }

    private ImmutableDictionary<string, string> OtherColumns(string[] fields)
    {
        if (header.Names.Length <= 2)
            return ImageSample.NoColumns;
        ImmutableDictionary<string, string>.Builder others = ImageSample.NoColumns.ToBuilder();
        for (int i = 0; i < fields.Length; i++)
        {
            if (!header.IsOurs(i) && header.Names[i].Length > 0)
                others[header.Names[i]] = fields[i];
        }

        return others.ToImmutable();
    }
}
