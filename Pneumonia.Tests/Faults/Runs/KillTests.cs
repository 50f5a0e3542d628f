using System.Text.Json.Nodes;
using Pneumonia.Cli;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Training;

namespace Pneumonia.Tests.Faults.Runs;

/// <summary>kill -9 at random moments: the run that goes on is the run that was never broken. More of them: PNEUMONIA_TEST_KILLS=50.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class KillTests
{
    private const int TrialCount = 60;

    private const int Round = 10;

    private static readonly string[] Options = ["--max-trials", $"{TrialCount}", "--json"];

    private static readonly TrainingStage[] Late = [TrainingStage.Fitting, TrainingStage.Calibrating, TrainingStage.Evaluating, TrainingStage.Packaging];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Train_KilledAtRandomMoments_EndsAsTheUnbrokenRunAndRunsNoTrialTwice()
    {
        var kills = Extent.Of("PNEUMONIA_TEST_KILLS", 6);
        using var unbroken = new SmallSet(warm: false);
        var started = TimeProvider.System.GetTimestamp();
        using var whole = ChildCli.Start(unbroken.Train(Options));
        var expected = (await whole.EndAsync()).Expect(ExitCode.Done).Json();
        var length = TimeProvider.System.GetElapsedTime(started);
        var random = new Random(20261123);
        var hit = new List<string>();

        // Each round begins with nothing: what is known is never looked at again, so that only a new run passes through all stages.
        for (var left = kills; left > 0; left -= Round) hit.AddRange(await KillAsync(Math.Min(left, Round), expected, length, random));

        var stages = string.Join(", ", hit.CountBy(static stage => stage).OrderBy(static s => s.Key, StringComparer.Ordinal).Select(static s => $"{s.Value} in {s.Key}"));
        TestContext.WriteLine($"{hit.Count} of {kills} runs were killed: {stages}. An unbroken one took {length.TotalSeconds:0.0} s.");
        Assert.IsGreaterThanOrEqualTo((kills + 1) / 2, hit.Count, "Too few runs were killed to prove anything.");
    }

    // The stages in which the kills hit. A run that was faster than its kill does not count, and the kill is tried again.
    private async Task<List<string>> KillAsync(int kills, JsonObject expected, TimeSpan length, Random random)
    {
        using var broken = new SmallSet(warm: false);
        var known = new Dictionary<string, long>();
        var hit = new List<string>();
        for (var run = 0; hit.Count < kills && run < 2 * kills; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            using var child = ChildCli.Start(broken.Train(Options));
            // In turn anywhere from the start of the process, and a trial or two beyond those that are known, or, of the last third, in one of the
            // stages after the search: these are short, and a blind shot would miss them.
            var late = hit.Count >= kills * 2 / 3;
            if (run % 2 == 1) await child.HearsAsync(late ? $"{Late[random.Next(Late.Length)]}" : $"trial {Math.Min(known.Count + random.Next(1, 3), TrialCount - 10),3}");
            await Task.Delay(length * random.NextDouble() / (run % 2 == 1 ? 200 : 1), TestContext.CancellationToken);
            child.Signal(ChildCli.Kill);
            var ended = await child.EndAsync();
            if (ended.Code != ExitCode.Done) hit.Add(StageOf(ended.Words));
            // The more is known, the shorter are the runs.
            else length = TimeProvider.System.GetElapsedTime(started) / 2;

            var trials = TrialsOf(broken.Store);
            foreach (var (trial, row) in known) Assert.AreEqual(row, trials[trial], $"'{trial}' was run again, or lost, by run {run + 1}.");
            known = trials;
        }

        var resumed = (await CliRun.OfAsync(broken.Train(Options))).Expect(ExitCode.Done).Json();

        Assert.AreEqual(Trials(expected), Trials(resumed));
        Assert.AreEqual(expected["best"]!.GetValue<int>(), resumed["best"]!.GetValue<int>());
        Assert.AreEqual(GraphHash(expected), GraphHash(resumed));
        var rows = TrialsOf(broken.Store);
        foreach (var (trial, row) in known) Assert.AreEqual(row, rows[trial]);
        Assert.HasCount(TrialCount, rows);
        if (kills > 2) Assert.IsGreaterThan(0, known.Count, "No run was killed while it searched.");
        Assert.AreSequenceEqual([broken.Model], Directory.GetFiles(Path.GetDirectoryName(broken.Model)!), "A killed run's half-written model was left behind.");
        return hit;
    }

    // The last stage that was told of; a trial is told of in the search.
    private static string StageOf(string words) => words.Split('\n').Select(static line => line.Split(':')[0]).LastOrDefault(static word => Enum.TryParse<TrainingStage>(word, out _)) ?? "Starting";

    // A run that was killed before it opened its store left none.
    private static Dictionary<string, long> TrialsOf(string store)
    {
        try
        {
            return File.Exists(store) ? StoreProbe.Trials(store) : [];
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (e.SqliteErrorCode == 1)
        {
            return [];
        }
    }

    private static string Trials(JsonObject json) => string.Join('\n', json["trials"]!.AsArray().Select(static t => $"{t!["number"]} {t["parameters"]!.ToJsonString()} {t["metric"]}"));

    private static string GraphHash(JsonObject json) => json["manifest"]!["graph"]!["sha256"]!.GetValue<string>();
}
