using Pneumonia.Cli;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Tests.Store;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Cli;

/// <summary>What scripts read of <c>store</c>, and what is left of a merge that was killed.</summary>
[TestClass]
[DoNotParallelize]
public sealed class StoreTests
{
    private const int Images = 30_000;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task MergeAndInfo_Json_HaveTheirNames()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), 3);

        var merged = (await CliRun.OfAsync("store", "merge", folder.At("part"), "--into", folder.At("into"), "--json")).Expect(ExitCode.Done);
        var info = (await CliRun.OfAsync("store", "info", folder.At("into"), "--json")).Expect(ExitCode.Done);

        merged.Says("3 feature vectors added, 0 known");
        var source = merged.Json()["sources"]![0]!.AsObject();
        Assert.AreSequenceEqual(new[] { "path", "features", "screening", "trials", "notes" }, source.Select(static p => p.Key));
        Assert.AreEqual("""{"added":3,"known":0,"mended":0,"contradicting":0,"damaged":0}""", source["features"]!.ToJsonString());
        Assert.AreSequenceEqual(new[] { "path", "bytes", "extractors", "screened", "trials", "runs", "damaged" }, info.Json().Select(static p => p.Key));
        Assert.AreEqual("""[{"key":"backbone","width":300,"vectors":3}]""", info.Json()["extractors"]!.ToJsonString());
        Assert.Contains("3 vectors of 300, backbone", (await CliRun.OfAsync("store", "info", folder.At("into"))).Expect(ExitCode.Done).Out);
    }

    [TestMethod]
    public async Task MergeAndInfo_NoStoreThere_IsUnusableData()
    {
        using var folder = new TempFolder();
        (await CliRun.OfAsync("store", "info", folder.Path)).Expect(ExitCode.UnusableData).Says("there is no such store");
        (await CliRun.OfAsync("store", "merge", folder.At("a"), folder.At("b"), "--into", folder.At("c"))).Expect(ExitCode.UnusableData).Says(folder.At("a"), folder.At("b"), "Nothing was merged.");
    }

    [TestMethod]
    public async Task TrainAndMerge_IntoAStoreOfANewerVersion_SayTheSameAndLeaveIt()
    {
        using var set = new SmallSet();
        using var folder = new TempFolder();
        Fill(folder.At("part"), 3);
        StoreProbe.Execute(set.Store, "PRAGMA user_version = 9");
        var before = StoreProbe.Dump(set.Store);

        string[] words = ["a newer version wrote it (schema 9; this one knows up to 2). Nothing in it was changed.", "--work"];
        (await CliRun.OfAsync(set.Train("--max-trials", "1"))).Expect(ExitCode.OurFault).Says(words);
        (await CliRun.OfAsync("store", "merge", folder.At("part"), "--into", set.Work)).Expect(ExitCode.OurFault).Says(words);

        Assert.AreEqual(before, StoreProbe.Dump(set.Store));
        Assert.IsEmpty(Directory.GetFiles(set.Work, "*.damaged"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Merge_KilledAtRandomMoments_EndsAsTheUnbrokenOne()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), Images);
        var random = new Random(8);
        var (killed, partly) = (0, 0);
        for (var kill = 0; kill < 4; kill++)
        {
            using var child = ChildCli.Start("store", "merge", folder.At("part"), "--into", folder.At("into"));
            // From where rows begin to arrive on: the start of a process takes longer than a merge.
            for (var wait = 0; wait < 3000 && !File.Exists(folder.At("into", "store.db")); wait++) await Task.Delay(10, TestContext.CancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(0.5 * random.NextDouble()), TestContext.CancellationToken);
            child.Signal(ChildCli.Kill);
            if ((await child.EndAsync()).Code == ExitCode.Done) break;
            killed++;
            using var left = StoreDatabase.Open(folder.At("into", "store.db"), _ => Assert.Fail("A kill is no damage."));
            if (StoreFixture.AssertReadable(StoreFixture.Features(left), Images).Count is > 0 and < Images) partly++;
        }

        (await CliRun.OfAsync("store", "merge", folder.At("part"), "--into", folder.At("into"))).Expect(ExitCode.Done);

        TestContext.WriteLine($"{killed} merges were killed, {partly} of them half way.");
        Assert.AreEqual(StoreProbe.Dump(folder.At("part", "store.db")), StoreProbe.Dump(folder.At("into", "store.db")));
        Assert.IsGreaterThan(0, killed, "No merge was killed: nothing is proved.");
    }

    private static void Fill(string work, int images)
    {
        Directory.CreateDirectory(work);
        StoreFixture.Fill(Path.Combine(work, "store.db"), images);
    }
}
