using System.IO.Compression;

namespace Pneumonia.Training.Downloads;

/// <summary>Whether an entry's name may become a path on any system, and which one.</summary>
internal static class EntryPath
{
    private const int LongestPath = 400;
    private const int LongestSegment = 200;
    private const string Forbidden = "<>:\"|?*";

    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
         .. Enumerable.Range(0, 10).Select(number => $"COM{number}"), .. Enumerable.Range(0, 10).Select(number => $"LPT{number}")],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The segments of the entry's path; the last is the file's name, or empty for a folder.</summary>
    /// <exception cref="ArchiveException">The name would lead out of the folder or means something else on another system.</exception>
    public static string[] Split(ZipArchiveEntry entry)
    {
        var name = entry.FullName;

        // Some tools on Windows write backslashes; taken for separators, they can't hide a way out.
        var segments = name.Replace('\\', '/').Split('/');
        if (name.Length > LongestPath) throw Refused(entry, $"has {name.Length} characters, at most {LongestPath} are accepted");
        if (segments[0].Length == 0) throw Refused(entry, "is an absolute path");
        for (var index = 0; index < segments.Length; index++)
        {
            var segment = segments[index];
            if (segment.Length == 0 && index == segments.Length - 1) continue; // A folder ends in a slash.
            if (Fault(segment) is { } fault) throw Refused(entry, fault);
        }

        return segments;
    }

    /// <exception cref="ArchiveException">The entry is a link, a device or encrypted.</exception>
    public static void CheckKind(ZipArchiveEntry entry)
    {
        const int regular = 8, folder = 4, link = 10;
        var kind = (entry.ExternalAttributes >> 28) & 0xF; // Unix mode in the upper half; 0 where the tool wrote none.
        if (kind == link) throw Refused(entry, "is a symbolic link");
        if (kind is not (0 or regular or folder)) throw Refused(entry, $"is neither file nor folder (Unix type {kind})");
        if (entry.IsEncrypted) throw Refused(entry, "is encrypted");
    }

    /// <summary>What macOS leaves in archives.</summary>
    public static bool IsRubbish(string[] segments)
        => segments.Any(segment => segment is "__MACOSX" or ".DS_Store" || segment.StartsWith("._", StringComparison.Ordinal));

    private static string? Fault(string segment)
    {
        if (segment.Length == 0) return "has an empty segment";
        if (segment is "." or "..") return $"has the segment '{segment}'";
        if (segment.Length > LongestSegment) return $"has a segment of {segment.Length} characters, at most {LongestSegment} are accepted";
        if (segment.Any(letter => letter < ' ' || Forbidden.Contains(letter))) return "has a character that no file name may have everywhere";
        if (segment[^1] is '.' or ' ') return "has a segment that ends in a dot or space";
        return Reserved.Contains(segment.Split('.')[0].TrimEnd()) ? $"has the reserved name '{segment}'" : null;
    }

    private static ArchiveException Refused(ZipArchiveEntry entry, string fault)
        => new($"The archive is refused: entry '{Printable(entry.FullName)}' {fault}.");

    private static string Printable(string name)
        => new([.. name.Take(120).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
