using System.IO.Compression;

namespace Pneumonia.Training.Downloads;

/// <summary>Which entries go where; made, and every name checked, before the first byte is written.</summary>
internal sealed record ExtractionPlan(IReadOnlyList<(ZipArchiveEntry Entry, string RelativePath)> Files, int Skipped)
{
    /// <exception cref="ArchiveException">An entry breaks a rule.</exception>
    public static ExtractionPlan Make(ZipArchive archive, ExtractionOptions options)
    {
        var entries = archive.Entries;
        if (entries.Count > options.MaxEntries)
            throw new ArchiveException($"The archive is refused: it has {entries.Count} entries, at most {options.MaxEntries} are accepted.");

        var root = Parts(options.Root);
        var folders = options.Folders.Select(Parts).ToArray();
        var files = new List<(ZipArchiveEntry, string)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase); // As the file systems of Windows and macOS see it.
        var declared = 0L;
        var skipped = 0;
        foreach (var entry in entries)
        {
            var segments = EntryPath.Split(entry);
            EntryPath.CheckKind(entry);
            if (segments[^1].Length == 0) continue;
            if (!IsWanted(segments, root, folders, options))
            {
                skipped++;
                continue;
            }

            var path = string.Join('/', segments.Skip(root.Length));
            if (!taken.Add(path)) throw new ArchiveException($"The archive is refused: it holds '{path}' twice.");
            if (entry.Length > options.MaxEntryBytes)
                throw new ArchiveException($"The archive is refused: '{path}' has {entry.Length} bytes, at most {options.MaxEntryBytes} are accepted.");
            declared += entry.Length;
            if (declared > options.MaxTotalBytes)
                throw new ArchiveException($"The archive is refused: its files have more than {options.MaxTotalBytes} bytes together.");
            files.Add((entry, path));
        }

        return new ExtractionPlan(files, skipped);
    }

    private static string[] Parts(string folder) => folder.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsWanted(string[] segments, string[] root, string[][] folders, ExtractionOptions options)
        => !EntryPath.IsRubbish(segments)
            && options.Extensions.Contains(Path.GetExtension(segments[^1]), StringComparer.OrdinalIgnoreCase)
            && StartsWith(segments, root)
            && (folders.Length == 0 || folders.Any(folder => StartsWith(segments.AsSpan(root.Length), folder)));

    private static bool StartsWith(ReadOnlySpan<string> segments, string[] beginning)
        => segments.Length > beginning.Length && segments[..beginning.Length].SequenceEqual(beginning);
}
