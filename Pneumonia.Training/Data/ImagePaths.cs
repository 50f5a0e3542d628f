using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data;

/// <summary>
/// Paths of images without their labels, as they are asked for: from files, folders and lists of any length, of which nothing is kept but the
/// names in one folder, which are sorted.
/// </summary>
public static class ImagePaths
{
    private const int MaxLine = 64 << 10;

    private static readonly EnumerationOptions OneLevel = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <value>What a file in a folder must end with to be taken for an image; a file that is named is taken whatever it ends with.</value>
    public static ImmutableSortedSet<string> Extensions { get; } = new DataSetOptions().Extensions.ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Files as they were named, folders as the images in them and below them, in ordinal order of their names. A folder that can't be looked into
    /// is named itself, so that it is answered as an image that can't be read: nothing is left out in silence. Links to folders are not followed.
    /// </summary>
    /// <param name="paths">Files and folders.</param>
    public static IEnumerable<string> Expand(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.SelectMany(static path => Directory.Exists(path) ? Walk(path) : [path]);
    }

    /// <summary>The lines of a list, one path a line, relative to the current folder; empty lines are none. A line need not name a file that exists.</summary>
    /// <param name="lines">The list; not disposed.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="DataSetException">While it is read: it can't be, or a line is longer than 65,536 characters.</exception>
    public static IEnumerable<string> ReadList(TextReader lines, string name)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Lines(lines, name);
    }

    /// <summary>
    /// What a file lists: the column <c>path</c> of a <c>.csv</c>, relative to its folder as in a data set, or else the lines of a UTF-8 text.
    /// </summary>
    /// <param name="file">The list.</param>
    /// <exception cref="DataSetException">There is no such file; or, while it is read, it can't be.</exception>
    public static IEnumerable<string> ReadList(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        if (!File.Exists(file)) throw new DataSetException(Show.Quoted(file), ["there is no such file (or no permission to see it)."]);
        return Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? CsvPathColumn.Read(Path.GetFullPath(file)) : LinesOf(file);
    }

    private static IEnumerable<string> LinesOf(string file)
    {
        using var lines = Guarded(file, () => new StreamReader(file, Encoding.UTF8));
        foreach (var line in Lines(lines, file)) yield return line;
    }

    private static IEnumerable<string> Lines(TextReader text, string name)
    {
        var bounded = new BoundedLineReader(text, MaxLine);
        while (Guarded(name, bounded.ReadLine) is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }

    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataSetException(Show.Quoted(name), [$"it can't be read: {Show.Plain(e.Message)}"], e);
        }
    }

    private static IEnumerable<string> Walk(string folder)
    {
        List<(string Name, bool IsFolder)> entries;
        try
        {
            // Names alone: a folder of a million images costs their names, not a million file records.
            entries = [.. new FileSystemEnumerable<(string, bool)>(folder, static (ref entry) => (entry.FileName.ToString(), entry.IsDirectory), OneLevel)
            {
                ShouldIncludePredicate = static (ref entry) => IsWanted(ref entry),
            }];
            entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [folder];
        }

        return entries.SelectMany(entry => entry.IsFolder ? Walk(Path.Combine(folder, entry.Name)) : [Path.Combine(folder, entry.Name)]);
    }

    // A link to a folder may lead back to where it stands. Not every reparse point is a link: folders that OneDrive holds are none.
    private static bool IsWanted(ref FileSystemEntry entry) => entry.IsDirectory
        ? !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || new DirectoryInfo(entry.ToFullPath()).LinkTarget is null
        : Extensions.Contains(Path.GetExtension(entry.FileName).ToString());
}
