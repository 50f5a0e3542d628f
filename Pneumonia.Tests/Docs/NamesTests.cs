using System.CommandLine;
using System.Text.RegularExpressions;
using Pneumonia.Tests.Docs.Markdown;
using Pneumonia.Tests.Docs.Shell;

namespace Pneumonia.Tests.Docs;

/// <summary>Options, commands and variables that the text of the pages names are real ones.</summary>
[TestClass]
public sealed partial class NamesTests
{
    // Options of others, named in the text.
    private static readonly string[] OfOthers = ["--filter", "--project", "--urls"];

    private static readonly Lazy<HashSet<string>> Options = new(static () => [.. Below(CommandTree.Build()).SelectMany(static c => c.Options).Select(static o => o.Name), .. OfOthers]);

    [TestMethod]
    public void Options_NamedInTheText_Exist()
    {
        string[] unknown = [.. Repository.Pages.SelectMany(static p => p.Codes.Select(c => (p.Name, c.Line, c.Code)))
            .Where(static c => c.Code.StartsWith("--", StringComparison.Ordinal) || c.Code.StartsWith("pneumonia ", StringComparison.Ordinal))
            .SelectMany(static c => OptionName().Matches(c.Code).Select(m => (c.Name, c.Line, Option: m.Value)))
            .Where(static c => !Options.Value.Contains(c.Option))
            .Select(static c => $"{c.Name}:{c.Line}: {c.Option}")];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));
    }

    [TestMethod]
    public void Commands_NamedInTheText_Exist()
    {
        var commands = CommandTree.Build().Subcommands.Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. Repository.Pages.SelectMany(static p => p.Codes.Select(c => (p.Name, c.Line, Words: ShellLine.Of(c.Code, c.Line).FirstOrDefault()?.Pneumonia, c.Code)))
            .Where(c => c.Words is [var first, ..] && !first.StartsWith('-') && first is not ("…" or "COMMAND") && !commands.Contains(first))
            .Select(static c => $"{c.Name}:{c.Line}: {c.Code}")];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));
    }

    [TestMethod]
    public void Variables_NamedOnThePages_AreRead()
    {
        string[] sources = [.. Directory.EnumerateDirectories(Repository.Root, "Pneumonia.*").SelectMany(static f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Where(static f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText)];
        var known = sources.SelectMany(static text => Variable().Matches(text).Select(static m => m.Value)).ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. Repository.AllPages.SelectMany(p => Variable().Matches(File.ReadAllText(p.Path)).Select(m => (p.Name, m.Value))).Where(v => !known.Contains(v.Value)).Select(static v => $"{v.Name}: {v.Value}")];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));
    }

    [TestMethod]
    public void Tests_NamedAsWitnesses_Exist()
    {
        var classes = typeof(NamesTests).Assembly.GetTypes().Select(static t => t.Name).ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. Repository.Pages.SelectMany(static p => p.Codes.Select(c => (p.Name, c.Line, c.Code)))
            .Where(c => TestClass().IsMatch(c.Code) && !classes.Contains(c.Code))
            .Select(static c => $"{c.Name}:{c.Line}: {c.Code}")];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));
    }

    [TestMethod]
    public void Pages_ThatAreShownAlone_SayWhatThisIsNot()
    {
        string[] silent = [.. Repository.AllPages.Where(static p => p.Name is "README.md" or "docs/README.md" or "models/README.md" or "samples/README.md" || Repository.IsPackageReadme(p))
            .Where(static p => !File.ReadAllText(p.Path).Contains("medical", StringComparison.Ordinal)).Select(static p => p.Name)];
        Assert.IsEmpty(silent, $"These never say that it is no medical device: {string.Join(", ", silent)}");
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(Below).Prepend(command);

    [GeneratedRegex("--[a-z][a-z0-9-]+")]
    private static partial Regex OptionName();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]+Tests$")]
    private static partial Regex TestClass();

    [GeneratedRegex("PNEUMONIA_[A-Z_]+[A-Z]")]
    private static partial Regex Variable();
}
