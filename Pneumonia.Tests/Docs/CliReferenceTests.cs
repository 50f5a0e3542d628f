using Pneumonia.Tests.Docs.Markdown;
using Pneumonia.Tests.Docs.Reference;

namespace Pneumonia.Tests.Docs;

/// <summary>docs/cli.md below its marker is what the commands say of themselves; <c>eng/update-docs.sh</c> writes it anew.</summary>
[TestClass]
public sealed class CliReferenceTests
{
    private const string Marker = "<!-- Below this line: written by eng/update-docs.sh from the commands themselves. -->\n";

    /// <summary>Asks for the page to be written, not compared.</summary>
    private const string Update = "PNEUMONIA_TEST_UPDATE_DOCS";

    [TestMethod]
    public void Reference_InThePage_IsWhatTheCommandsSay()
    {
        var path = Repository.At("docs", "cli.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var at = page.IndexOf(Marker, StringComparison.Ordinal);
        Assert.AreNotEqual(-1, at, $"docs/cli.md has lost its marker: {Marker}");
        var fresh = $"{page[..(at + Marker.Length)]}\n{CliReference.Write()}";

        if (Environment.GetEnvironmentVariable(Update) is { Length: > 0 }) File.WriteAllText(path, fresh);
        else Assert.AreEqual(fresh, page, "docs/cli.md is not what the commands say: run eng/update-docs.sh and look at the difference.");
    }

    [TestMethod]
    public void Options_OfAllCommands_AreDescribed()
    {
        string[] bare = [.. CliReference.Write().Split('\n').Where(static line => line.StartsWith("- `", StringComparison.Ordinal) && line.TrimEnd().EndsWith(':'))];
        Assert.IsEmpty(bare, string.Join('\n', bare));
    }
}
