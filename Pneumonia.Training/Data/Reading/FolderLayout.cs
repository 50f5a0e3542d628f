namespace Pneumonia.Training.Data.Reading;

/// <summary>What the folders above an image mean. Works on names alone.</summary>
internal sealed record FolderLayout
{
    public const string Expected =
        """
        one folder a class is expected:
            data/
            ├─ NORMAL/      a.jpeg, b.jpeg, …
            └─ PNEUMONIA/   c.jpeg, d.jpeg, …
        or the same inside data/train, data/val, data/test; or a .csv with the columns path,label
        """;

    /// <summary>Length of the prefix that belongs to a wrapper folder, with its <c>/</c>; 0 where there is none.</summary>
    public int Wrapper { get; private init; }

    public required IReadOnlyList<(string Name, string Class, DataSplit Split)> Images { get; init; }

    /// <summary>Images that lie in no class folder.</summary>
    public required IReadOnlyList<string> Loose { get; init; }

    /// <summary>Images below a class folder in a folder named like a split: there the name counts for nothing.</summary>
    public required IReadOnlyList<string> SplitBelowClass { get; init; }

    /// <param name="names">Relative names of images with <c>/</c> between the parts.</param>
    public static FolderLayout Interpret(IReadOnlyList<string> names)
    {
        string[][] parts = [.. names.Select(n => n.Split('/'))];
        if (HasSplits(parts, 0))
            return Interpret(names, parts, 0, splits: true);
        if (WrapperOf(parts) is not { } wrapper)
            return Interpret(names, parts, 0, splits: false);
        return Interpret(names, parts, 1, HasSplits(parts, 1)) with { Wrapper = wrapper.Length + 1 };
    }

    private static FolderLayout Interpret(IReadOnlyList<string> names, string[][] parts, int at, bool splits)
    {
        List<(string, string, DataSplit)> images = [];
        List<string> loose = [], below = [];
        int classAt = splits ? at + 1 : at;
        for (int i = 0; i < parts.Length; i++)
        {
            string[] p = parts[i];
            // Beside class folders, test/ with loose images is no class either.
            if (p.Length < classAt + 2 || OfficialSplits.Parse(p[at]) is null == splits)
            {
                loose.Add(names[i]);
                continue;
            }

            images.Add((names[i], p[classAt], splits ? OfficialSplits.Parse(p[at])!.Value : DataSplit.Unassigned));
            if (p.AsSpan(classAt + 1, p.Length - classAt - 2).ContainsAnySplit())
                below.Add(names[i]);
        }

        return new() { Images = images, Loose = loose, SplitBelowClass = below };
    }

    private static bool HasSplits(string[][] parts, int at)
        => parts.Any(p => p.Length >= at + 3 && OfficialSplits.Parse(p[at]) is not null);

    /// <summary>The only folder, if it is no class and has several folders (or splits) with images in it.</summary>
    private static string? WrapperOf(string[][] parts)
    {
        string[] top = [.. parts.Where(p => p.Length >= 2).Select(p => p[0]).Distinct(StringComparer.Ordinal).Take(2)];
        if (top.Length != 1 || ClassRoles.IsNegative(top[0]) || ClassRoles.IsPositive(top[0]) || OfficialSplits.Parse(top[0]) is not null)
            return null;
        int inner = parts.Where(p => p.Length >= 3).Select(p => p[1]).Distinct(StringComparer.Ordinal).Take(2).Count();
        return inner == 2 || HasSplits(parts, 1) ? top[0] : null;
    }
}

file static class PartsExtensions
{
    public static bool ContainsAnySplit(this Span<string> parts)
    {
        foreach (string part in parts)
        {
            if (OfficialSplits.Parse(part) is not null)
                return true;
        }

        return false;
    }
}
