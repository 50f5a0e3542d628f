using Pneumonia.Cli;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Faults.Stores;

/// <summary>Whole runs over a damaged store give the very model that they give without. More of them: PNEUMONIA_TEST_CORRUPTED_RUNS=100.</summary>
[TestClass]
[DoNotParallelize]
public sealed class CorruptedRunTests
{
    private static readonly string[] Options = ["--max-trials", "2", "--json"];

    private static readonly Func<byte[], Random, byte[]>[] Ways =
    [
        static (s, r) => Damage.Flip(s, r, most: 40), static (s, r) => Damage.ZeroPage(s, r), static (s, r) => Damage.Truncate(s, r),
        static (s, r) => Damage.SwapPages(s, r), static (s, r) => Damage.Flip(s, r, most: 4, within: 6 * 4096), static (s, r) => Damage.Flip(s, r, within: 100),
    ];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Train_OverACorruptedStore_GivesTheSameModel()
    {
        var runs = Extent.Of("PNEUMONIA_TEST_CORRUPTED_RUNS", 4);
        using var set = new SmallSet(warm: false);
        var expected = (await CliRun.OfAsync(set.Train(Options))).Expect(ExitCode.Done).Json();
        var sound = await File.ReadAllBytesAsync(set.Store, TestContext.CancellationToken);
        var (anew, refused) = (0, 0);
        for (var i = 0; i < runs; i++)
        {
            foreach (var file in Directory.GetFiles(set.Work)) File.Delete(file);
            await File.WriteAllBytesAsync(set.Store, Ways[i % Ways.Length](sound, new Random(i)), TestContext.CancellationToken);

            var run = await CliRun.OfAsync(set.Train(Options));
            if (run.Code == ExitCode.OurFault)
            {
                // A number that a flipped bit made look like a newer version's has another remedy: another folder.
                if (run.Words.Contains("a newer version wrote it", StringComparison.Ordinal)) File.Delete(set.Store);
                else run.Says("Run again");
                refused++;
                run = await CliRun.OfAsync(set.Train(Options));
            }

            if (run.Words.Contains("set aside", StringComparison.Ordinal)) anew++;
            var found = run.Expect(ExitCode.Done).Json();
            Assert.AreEqual(Hash(expected), Hash(found), $"run {i}");
            Assert.AreEqual(expected["trials"]!.AsArray().Select(static t => t!["metric"]!.ToJsonString()).Aggregate(static (a, b) => a + b), found["trials"]!.AsArray().Select(static t => t!["metric"]!.ToJsonString()).Aggregate(static (a, b) => a + b), $"run {i}");
        }

        TestContext.WriteLine($"{runs} runs: {anew} said that they set a damaged store aside, {refused} refused once; every model the same.");
    }

    private static string Hash(System.Text.Json.Nodes.JsonObject json) => json["manifest"]!["graph"]!["sha256"]!.GetValue<string>();
}
