using System.Text.Json.Nodes;
using Pneumonia.Cli;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Spectre.Console.Testing;

namespace Pneumonia.Tests.Cli;

/// <summary>Heat maps of lists that may be of any length, and of folders that they are written into.</summary>
[TestClass]
public sealed class HeatMapTests
{
    private static string[] Images => [.. TrainedModels.Binary.Images.Take(3)];

    [TestMethod]
    public async Task Predict_HeatMapsOfAList_WritesEachBeforeItReadsOn()
    {
        using var folder = new TempFolder();
        using var words = new TestConsole();
        using var list = new ListInSteps(Images, () => Maps(folder).Length);

        var code = await CliApp.RunAsync(
            ["predict", "--list", "-", "--model", TrainedModels.Binary.Path, "--heatmaps", folder.At("maps")],
            new CliConsole(TextWriter.Null, words, IsInteractive: false) { In = list },
            CancellationToken.None);

        Assert.AreEqual(ExitCode.Done, code, words.Output);
        Assert.AreSequenceEqual(new[] { 0, 1, 2 }, list.MapsBefore, "The list was read ahead.");
        Assert.HasCount(3, Maps(folder));
    }

    [TestMethod]
    public async Task Predict_HeatMapsAmongTheImages_AreNotAnsweredNowOrLater()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("images", "more"));
        for (var i = 0; i < Images.Length; i++) File.Copy(Images[i], folder.At("images", i == 0 ? "0.png" : $"more/{i}.png"));
        string[] named = [folder.At("images", "0.png"), folder.At("images", "more", "1.png"), folder.At("images", "more", "2.png")];

        // 'maps' comes before 'more' in ordinal order, 'z' after it; the last names the folder of an image itself.
        foreach (var maps in new[] { folder.At("images", "maps"), folder.At("images", "z"), folder.At("images", "more"), folder.At("images", "maps") })
        {
            var run = (await CliRun.OfAsync("predict", folder.At("images"), "--model", TrainedModels.Binary.Path, "--heatmaps", maps, "--json")).Expect(ExitCode.Done);

            Assert.AreSequenceEqual(named, run.Lines.Select(static l => JsonNode.Parse(l)!["path"]!.GetValue<string>()).ToArray(), maps);
            Assert.HasCount(3, Directory.GetFiles(maps, "*.heatmap.png"));
        }
    }

    [TestMethod]
    public async Task Predict_HeatMapThatIsNamed_IsAnswered()
    {
        using var folder = new TempFolder();
        var image = folder.At("0.heatmap.png");
        File.Copy(Images[0], image);

        Assert.HasCount(1, (await CliRun.OfAsync("predict", image, "--model", TrainedModels.Binary.Path, "--heatmaps", folder.At("maps"))).Expect(ExitCode.Done).Lines);
    }

    private static string[] Maps(TempFolder folder) => Directory.Exists(folder.At("maps")) ? Directory.GetFiles(folder.At("maps")) : [];

    /// <summary>A list that notes, when a line is asked for, how many pictures there are.</summary>
    private sealed class ListInSteps(string[] lines, Func<int> maps) : TextReader
    {
        private readonly List<int> before = [];
        private string rest = "";

        public IReadOnlyList<int> MapsBefore => before;

        public override int Peek() => rest.Length > 0 ? rest[0] : -1;

        public override int Read()
        {
            if (rest.Length == 0 && before.Count < lines.Length)
            {
                rest = lines[before.Count] + "\n";
                before.Add(maps());
            }

            if (rest.Length == 0) return -1;
            var c = rest[0];
            rest = rest[1..];
            return c;
        }
    }
}
