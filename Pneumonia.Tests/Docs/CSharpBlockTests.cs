using System.Net;
using System.Text.RegularExpressions;
using Pneumonia.Tests.Docs.CSharp;
using Pneumonia.Tests.Docs.Markdown;
using Pneumonia.Tests.Serving;

namespace Pneumonia.Tests.Docs;

/// <summary>Every C# block of the pages is a program that compiles as it stands and ends well; a web application answers.</summary>
[TestClass]
public sealed partial class CSharpBlockTests
{
    public required TestContext TestContext { get; init; }

    private static IEnumerable<CodeBlock> All => Repository.Pages.SelectMany(static p => p.Blocks).Where(static b => b.Language == "csharp");

    private static IEnumerable<object[]> Run => All.Where(static b => b.NotRun is null).Select(static b => new object[] { b.Place });

    private static IEnumerable<object[]> OnlyCompiled => All.Where(static b => b.NotRun is not null).Select(static b => new object[] { b.Place });

    [TestMethod]
    [DynamicData(nameof(Run))]
    public async Task Block_OfAPage_CompilesAndRuns(string place)
    {
        var block = All.Single(b => b.Place == place);
        var folder = ReaderFolder.Create(NameOf(block));
        using var program = Emit(block);
        var isWeb = BlockCompiler.IsWeb(block);
        using var process = BlockProcess.Start(program.Path, folder, isWeb ? ["--urls", "http://127.0.0.1:0"] : []);
        if (isWeb) await AnswersAsync(process, block, folder);
        else await process.EndsWellAsync(block.Place);
        TestContext.WriteLine(process.Said);
    }

    [TestMethod]
    [DynamicData(nameof(OnlyCompiled))]
    public void Block_ThatCannotRunHere_Compiles(string place)
    {
        var block = All.Single(b => b.Place == place);
        TestContext.WriteLine($"{block.Place} was not run: {block.NotRun}");
        using var program = Emit(block);
    }

    [TestMethod]
    [DataRow("using Pneumonia.Model;\nConsole.WriteLine(new ClassifierOptions().BatchSize);", true)]
    [DataRow("using Pneumonia.Model;\nConsole.WriteLine(new ClassifierOptions().BatchSizes);", false)]
    [DataRow("Console.WriteLine(new Pneumonia.Cli.CliConsole());", false)]
    [DataRow("string text = null;\nConsole.WriteLine(text.Length);", false)]
    public void Compiler_OfBlocks_RefusesWhatAReaderCouldNotCompile(string text, bool taken) => Assert.AreEqual(taken, BlockCompiler.Takes(text));

    private static async Task AnswersAsync(BlockProcess process, CodeBlock block, string folder)
    {
        var address = new Uri(await process.HearsAsync(Address(), block.Place));
        var prefix = Prefix().Match(block.Text).Groups[1].Value.TrimEnd('/');
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        if (Secret().Match(block.Text) is { Success: true } secret) http.DefaultRequestHeaders.Add("X-Api-Key", secret.Groups[1].Value);
        using var answer = await http.PostAsync($"{prefix}/predict", Service.Raw(await File.ReadAllBytesAsync(Path.Combine(folder, "xray.jpeg"))));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, $"{block.Place}: {text}");
        Assert.Contains("\"decision\"", text);
        if (!block.Text.Contains("MapPneumoniaPage", StringComparison.Ordinal)) return;
        using var page = await http.GetAsync($"{prefix}/");
        Assert.AreEqual("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    private static Emitted Emit(CodeBlock block)
    {
        // Beside the packages' assemblies: that is where the host looks for them.
        var program = new Emitted(Path.Combine(AppContext.BaseDirectory, NameOf(block) + ".dll"));
        BlockCompiler.Compile(block, program.Path);
        return program;
    }

    private static string NameOf(CodeBlock block) => $"docs-block-{block.Page.Replace('/', '-')}-{block.Line}";

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex(@"MapPneumonia\(""([^""]*)""")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"ApiKey = ""([^""]+)""")]
    private static partial Regex Secret();

    /// <summary>A program that goes when its test does.</summary>
    private sealed record Emitted(string Path) : IDisposable
    {
        public void Dispose() => File.Delete(Path);
    }
}
