using System.Text.RegularExpressions;
using Pneumonia.Cli;
using Pneumonia.Tests.Docs.Markdown;
using Pneumonia.Tests.Docs.Shell;

namespace Pneumonia.Tests.Docs;

/// <summary>Every command of the pages does what they say; where it can't be run, its options are at least real.</summary>
[TestClass]
public sealed partial class ShellBlockTests
{
    // Changed by hand and in the open, so that no block is marked merely because it happens to fail.
    private const int MarkedBlocks = 24;

    public required TestContext TestContext { get; init; }

    private static IEnumerable<CodeBlock> Blocks => Repository.Pages.SelectMany(static p => p.Blocks).Where(static b => b.Language == "sh");

    private static IEnumerable<object[]> PagesWithCommands
        => Blocks.Where(static b => b.NotRun is null).Select(static b => b.Page).Distinct().Select(static p => new object[] { p });

    [TestMethod]
    [DynamicData(nameof(PagesWithCommands))]
    public async Task Commands_OfAPage_RunOneAfterTheOther(string page)
    {
        var folder = ReaderFolder.Create("sh-" + page.Replace('/', '-'));
        var reader = new ReaderCli(folder);
        foreach (var line in Blocks.Where(b => b.Page == page && b.NotRun is null).SelectMany(Lines))
        {
            // These very tests; whoever reads this runs them.
            if (line.Words is ["dotnet", "test", ..]) continue;
            if (line.Pneumonia is not { } words)
            {
                Assert.Fail($"{page}:{line.Line}: '{line.Text}' is no command that this test can run: mark the block with <!-- not run: why --> right above it.");
                return;
            }

            var run = await reader.RunAsync(words);
            TestContext.WriteLine($"$ {line.Text}\n{run.Out}{run.Words}");
            Assert.AreEqual(ExitCode.Done, run.Code, $"{page}:{line.Line}: {line.Text}\n{run.Out}\n{run.Words}");
        }
    }

    [TestMethod]
    public void Commands_ThatCannotRunHere_AreUnderstoodByTheParser()
    {
        string[] faults = [.. Blocks.SelectMany(static b => Lines(b).Select(l => (b.Page, Line: l)))
            .Where(static l => l.Line.Pneumonia is not null)
            .SelectMany(static l => ReaderCli.Faults(l.Line.Pneumonia!.Value).Select(fault => $"{l.Page}:{l.Line.Line}: {l.Line.Text}: {fault}"))];
        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    [TestMethod]
    public void Blocks_OfThePages_NameALanguageThatIsChecked()
    {
        string[] known = ["csharp", "sh", "csv", "json", "text", "xml"];
        // Of other systems, which are not here: such a block has to say so.
        string[] foreign = ["python", "yaml"];
        string[] unknown = [.. Repository.Pages.SelectMany(static p => p.Blocks)
            .Where(b => !known.Contains(b.Language) && !(foreign.Contains(b.Language) && b.NotRun is not null)).Select(static b => $"{b.Place}: '{b.Language}'")];
        Assert.IsEmpty(unknown, string.Join('\n', unknown));

        // Nothing escapes by being called text.
        string[] hidden = [.. Repository.Pages.SelectMany(static p => p.Blocks).Where(static b => b.Language == "text" && Command().IsMatch(b.Text)).Select(static b => b.Place)];
        Assert.IsEmpty(hidden, string.Join('\n', hidden));
    }

    [TestMethod]
    public void Blocks_ThatAreNotRun_AreFewAndSayWhy()
    {
        var marked = Repository.Pages.SelectMany(static p => p.Blocks).Where(static b => b.NotRun is not null).ToList();
        foreach (var block in marked) TestContext.WriteLine($"{block.Place}: {block.NotRun}");

        Assert.HasCount(MarkedBlocks, marked, string.Join('\n', marked.Select(static b => $"{b.Place}: {b.NotRun}")));
    }

    [TestMethod]
    [DataRow("train|--target-recal|0.9", "--target-recal")]
    [DataRow("export|--onnx|x.onnx", "--model")]
    [DataRow("predict|--json|--csv|x.png", "can't both")]
    public void Parser_OfAWrongLine_ObjectsToIt(string words, string named)
        => Assert.Contains(named, string.Join('\n', ReaderCli.Faults([.. words.Split('|')])));

    [TestMethod]
    [DataRow("pneumonia predict a.png", "predict|a.png")]
    [DataRow("dotnet run -c Release --project Pneumonia.Cli -- train --data 'my images'", "train|--data|my images")]
    [DataRow("PNEUMONIA_API_KEY=x pneumonia serve > log.txt  # all of it", "serve")]
    [DataRow("\"$(bash eng/torch-runtime.sh)\" Pneumonia.Cli/bin/Release/net10.0/pneumonia.dll train --engine torch", "train|--engine|torch")]
    [DataRow("pneumonia predict --list \"$shared/images.txt\" --shard \"$SLURM_ARRAY_TASK_ID/${COUNT}\"", "predict|--list|1/images.txt|--shard|1/1")]
    [DataRow("curl http://localhost", null)]
    public void Line_OfAShell_IsCutAsAShellWould(string text, string? words)
    {
        var line = ShellLine.Of(text, 1).Single();
        Assert.AreEqual(words, line.Pneumonia is { } found ? string.Join('|', found) : null);
    }

    private static IEnumerable<ShellLine> Lines(CodeBlock block) => ShellLine.Of(block.Text, block.Line + 1);

    [GeneratedRegex(@"^\s*(pneumonia|dotnet|\./|bash) ", RegexOptions.Multiline)]
    private static partial Regex Command();
}
