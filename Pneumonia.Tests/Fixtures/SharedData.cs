using System.Collections.Immutable;

namespace Pneumonia.Tests.Fixtures;

/// <summary>Real images beside the repository, where a developer has them.</summary>
internal static class SharedData
{
    private static readonly EnumerationOptions Anywhere = new() { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>Full path of a folder of the shared data; ends the test as inconclusive where it is missing.</summary>
    public static string Folder(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Pneumonia.MLNet.sln"))) root = root.Parent;
        var folder = root is null ? null : Path.GetFullPath(Path.Combine(root.FullName, "..", "shared", "data", name));
        if (folder is null || !Directory.Exists(folder))
            Assert.Inconclusive($"The shared data set '{name}' is not beside the repository: this test needs it.");
        return folder;
    }

    /// <summary>Up to so many images of a folder, evenly over all of them.</summary>
    public static ImmutableArray<string> Images(string name, int count)
    {
        var all = Directory.EnumerateFiles(Folder(name), "*.jp*g", Anywhere).Order(StringComparer.Ordinal).ToArray();
        return all.Length <= count ? [.. all] : [.. Enumerable.Range(0, count).Select(i => all[(long)i * all.Length / count])];
    }
}
