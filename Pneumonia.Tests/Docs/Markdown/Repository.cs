namespace Pneumonia.Tests.Docs.Markdown;

/// <summary>The working tree that the tests were built in, and its pages.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "TestResults", "packages", "node_modules"];

    private static readonly Lazy<string> LazyRoot = new(Find);

    /// <summary>Full path of the root; ends the test as inconclusive where the tests run apart from the repository.</summary>
    public static string Root => LazyRoot.Value;

    public static string At(params string[] segments) => Path.Combine([Root, .. segments]);

    /// <summary>All Markdown files of the repository.</summary>
    public static IReadOnlyList<MarkdownPage> AllPages { get; } = [.. Walk(Root).Order(StringComparer.Ordinal).Select(static path => MarkdownPage.Read(Root, path))];

    /// <summary>The pages that teach: every block in them is compiled and run. A changelog and measurements tell what was, and teach nothing.</summary>
    public static IEnumerable<MarkdownPage> Pages => AllPages.Where(static p => p.Name is not ("CHANGELOG.md" or "THIRD-PARTY-NOTICES.md" or "docs/measurements.md" or "docs/architecture.md"));

    /// <summary>Whether a package carries this page as its README.</summary>
    public static bool IsPackageReadme(MarkdownPage page)
        => Path.GetFileName(page.Path) == "README.md" && Directory.EnumerateFiles(Path.GetDirectoryName(page.Path)!, "*.csproj").Any(static p => File.ReadAllText(p).Contains("<IsPackable>true<", StringComparison.Ordinal));

    private static IEnumerable<string> Walk(string folder)
        => Directory.EnumerateFiles(folder, "*.md").Concat(Directory.EnumerateDirectories(folder)
            .Where(static f => Path.GetFileName(f) is var name && !name.StartsWith('.') && !NotOurs.Contains(name))
            .SelectMany(Walk));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pneumonia.MLNet.sln"))) folder = folder.Parent;
        if (folder is null) Assert.Inconclusive("The tests were not built inside the repository: its pages can't be read.");
        return folder.FullName;
    }
}
