using Pneumonia.Tests.Docs.Markdown;

namespace Pneumonia.Tests.Docs;

/// <summary>Whoever follows a link inside the repository arrives.</summary>
[TestClass]
public sealed class LinkTests
{
    private static readonly Dictionary<string, HashSet<string>> Anchors = Repository.AllPages.ToDictionary(static p => p.Path, static p => p.Anchors.ToHashSet(StringComparer.Ordinal));

    [TestMethod]
    public void Links_InsideTheRepository_Resolve()
    {
        string[] broken = [.. Repository.AllPages.SelectMany(static page => page.Links.Select(l => (page, l.Line, l.Target, Fault: FaultOf(page, l.Target))))
            .Where(static l => l.Fault is not null)
            .Select(static l => $"{l.page.Name}:{l.Line}: ({l.Target}) {l.Fault}")];
        Assert.IsEmpty(broken, string.Join('\n', broken));
    }

    [TestMethod]
    public void Links_InPackageReadmes_AreAbsolute()
    {
        // A package's README is shown by a gallery, where a relative path leads nowhere.
        string[] relative = [.. Repository.AllPages.Where(Repository.IsPackageReadme)
            .SelectMany(static p => p.Links.Where(static l => !IsElsewhere(l.Target) && !l.Target.StartsWith('#')).Select(l => $"{p.Name}:{l.Line}: {l.Target}"))];
        Assert.IsEmpty(relative, string.Join('\n', relative));
    }

    [TestMethod]
    public void Pages_OfDocs_AreAllInTheIndex()
    {
        var index = Repository.AllPages.Single(static p => p.Name == "docs/README.md").Links.Select(static l => l.Target.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        string[] missing = [.. Repository.AllPages.Where(static p => p.Name.StartsWith("docs/", StringComparison.Ordinal) && p.Name.Count(static c => c == '/') == 1)
            .Select(static p => Path.GetFileName(p.Name)).Where(name => name != "README.md" && !index.Contains(name))];
        Assert.IsEmpty(missing, $"docs/README.md names no {string.Join(", ", missing)}.");
    }

    private static string? FaultOf(MarkdownPage page, string target)
    {
        if (IsElsewhere(target)) return null;
        var (file, anchor) = target.Split('#', 2) is [var f, var a] ? (f, a) : (target, null);
        var path = file.Length == 0 ? page.Path : Path.GetFullPath(Uri.UnescapeDataString(file), Path.GetDirectoryName(page.Path)!);
        if (!path.StartsWith(Repository.Root, StringComparison.Ordinal)) return "leads out of the repository";
        if (!File.Exists(path) && !Directory.Exists(path)) return "is not there";
        if (anchor is null) return null;
        return Anchors.TryGetValue(path, out var known) && known.Contains(anchor) ? null : $"has no heading #{anchor}";
    }

    private static bool IsElsewhere(string target)
        => target.StartsWith("http://", StringComparison.Ordinal) || target.StartsWith("https://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);
}
