using System.Text.Json.Nodes;
using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Features;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Cli;

/// <summary>Work that many processes share: lists, shards, and stores that are joined.</summary>
[TestClass]
public sealed class ShardTests
{
    private static string Model => TinyModels.Path(ClassificationTask.Binary);

    [TestMethod]
    public async Task Train_OnTheMergedStoresOfShards_ComputesNothing()
    {
        using var set = new SmallSet(warm: false);
        var images = TrainedModels.Set.Images;
        for (var i = 1; i <= 3; i++)
        {
            (await CliRun.OfAsync("features", "--data", set.Data, "--work", set.At($"part{i}"), "--shard", $"{i}/3")).Expect(ExitCode.Done)
                .Says($"Shard {i}/3: {new Shard(i, 3).Of(images).Count()} of {images.Count} images.");
        }

        (await CliRun.OfAsync("store", "merge", set.At("part1"), set.At("part2"), set.At("part3"), "--into", set.Work)).Expect(ExitCode.Done);
        var before = StoreProbe.FeatureRows(set.Store);
        var screened = Screened(StoreProbe.Dump(set.Store));

        (await CliRun.OfAsync(set.Train("--engine", "frozen", "--max-trials", "2"))).Expect(ExitCode.Done);

        Assert.HasCount(2 * images.Count, before);
        Assert.AreSequenceEqual(before, StoreProbe.FeatureRows(set.Store), "A vector was computed or written again.");
        Assert.AreSequenceEqual(screened, Screened(StoreProbe.Dump(set.Store)));
        Assert.HasCount(2, StoreProbe.Trials(set.Store));
    }

    [TestMethod]
    public async Task Features_Json_HasItsNamesAndAgainComputesNothing()
    {
        using var folder = new TempFolder();
        ImageSet.Write(folder.At("images", "A"), 3);
        await File.WriteAllTextAsync(folder.At("images", "bad.png"), "no image", CancellationToken.None);
        string[] command = ["features", "--data", folder.At("images"), "--work", folder.At("work"), "--json"];

        var first = (await CliRun.OfAsync(command)).Expect(ExitCode.Done);

        first.Says("bad.png: ", "4 images: 3 computed, 0 known already, 1 unreadable.");
        Assert.AreEqual("""{"shard":null,"listed":4,"images":4,"computed":3,"known":0,"unreadable":1}""", first.Json().ToJsonString());
        var again = (await CliRun.OfAsync([.. command, "--shard", "2/2"])).Expect(ExitCode.Done);
        Assert.AreEqual("""{"shard":"2/2","listed":4,"images":2,"computed":0,"known":1,"unreadable":1}""", again.Json().ToJsonString());
    }

    [TestMethod]
    public async Task Features_NothingReadable_IsUnusableData()
    {
        using var folder = new TempFolder();
        (await CliRun.ReadingAsync(folder.At("gone.png"), "features", "--list", "-", "--work", folder.At("work"))).Expect(ExitCode.UnusableData).Says("gone.png: The file can't be opened");
        (await CliRun.ReadingAsync("", "features", "--list", "-", "--work", folder.At("work"))).Expect(ExitCode.UnusableData).Says("There are no images.");
        (await CliRun.OfAsync("features", "--data", folder.At("nowhere"), "--work", folder.At("work"))).Expect(ExitCode.UnusableData).Says("there is no such file");
    }

    [TestMethod]
    public async Task Predict_Shards_AnswerEveryImageOnceInTheirOrder()
    {
        using var folder = new TempFolder();
        var paths = ImageSet.Write(folder.At("images"), 25).Select(static i => i.Path).ToArray();
        await File.WriteAllLinesAsync(folder.At("list.txt"), paths, CancellationToken.None);
        var whole = (await CliRun.OfAsync("predict", folder.At("images"), "--model", Model, "--json")).Expect(ExitCode.Done).Lines;

        var parts = new List<string[]>();
        for (var i = 1; i <= 4; i++) parts.Add((await CliRun.OfAsync("predict", "--list", folder.At("list.txt"), "--model", Model, "--json", "--shard", $"{i}/4")).Expect(ExitCode.Done).Lines);

        // One line of each in turn is the whole again.
        var joined = Enumerable.Range(0, 25).Select(i => parts[i % 4][i / 4]).ToArray();
        Assert.AreSequenceEqual(paths, joined.Select(static l => JsonNode.Parse(l)!["path"]!.GetValue<string>()).ToArray());
        Assert.AreSequenceEqual(whole, joined);
    }

    [TestMethod]
    public async Task Predict_ListOnStandardInputAndCsv_AnswersWhatTheyName()
    {
        using var folder = new TempFolder();
        var paths = ImageSet.Write(folder.At("images"), 3).Select(static i => i.Path).ToArray();
        await File.WriteAllTextAsync(folder.At("set.csv"), "path,label\nimages/0001.jpg,NORMAL\n", CancellationToken.None);

        var piped = (await CliRun.ReadingAsync(string.Join('\n', paths) + "\nmissing.jpg\n", "predict", "--list", "-", "--model", Model, "--csv")).Expect(ExitCode.Done);
        var csv = (await CliRun.OfAsync("predict", "--list", folder.At("set.csv"), "--model", Model, "--csv")).Expect(ExitCode.Done);

        Assert.HasCount(5, piped.Lines);
        Assert.StartsWith("missing.jpg,unreadable,", piped.Lines[^1]);
        Assert.AreEqual(piped.Lines[2], csv.Lines[1]);
    }

    [TestMethod]
    public async Task Predict_MoreShardsThanImages_EmptyOnesEndWell()
    {
        using var folder = new TempFolder();
        var path = ImageSet.Write(folder.At("images"), 1)[0].Path;
        (await CliRun.OfAsync("predict", path, "--model", Model, "--shard", "1/2")).Expect(ExitCode.Done).Says("Shard 1/2: 1 of 1 images.");
        (await CliRun.OfAsync("predict", path, "--model", Model, "--shard", "2/2")).Expect(ExitCode.Done).Says("Shard 2/2: 0 of 1 images.");
    }

    [TestMethod]
    public async Task Predict_ListIsMissing_IsUnusableData()
        => (await CliRun.OfAsync("predict", "--list", "nowhere.txt", "--model", Model)).Expect(ExitCode.UnusableData).Says("'nowhere.txt'", "there is no such file");

    [TestMethod]
    public async Task AnyCommand_WrongShardOrNoImages_IsTold()
    {
        (await CliRun.OfAsync("predict", "--shard", "9/8", "--list", " ")).Expect(ExitCode.WrongOptions)
            .Says("--shard must be i/n, two whole numbers with 1 ≤ i ≤ n; it is '9/8'.", "--list must not be empty.");
        (await CliRun.OfAsync("features")).Expect(ExitCode.WrongOptions).Says("Name the images by --data or by --list.");
        (await CliRun.OfAsync("features", "--data", "x", "--list", "y")).Expect(ExitCode.WrongOptions).Says("Name the images by --data or by --list.");
        (await CliRun.OfAsync("features", "--list", "x", "--backbone", "", "no-such")).Expect(ExitCode.WrongOptions).Says("--backbone must not be empty.", "There is no backbone 'no-such'");
        (await CliRun.OfAsync("store", "merge", "--into", "x")).Expect(ExitCode.WrongOptions);
    }

    private static string[] Screened(string dump) => [.. dump.Split('\n').Where(static l => l.StartsWith("screening", StringComparison.Ordinal))];
}
