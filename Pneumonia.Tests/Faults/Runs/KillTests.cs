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
        using var broken = new SmallSet(warm: false);
        var random = new Random(20261123);
        var known = new Dictionary<string, long>();
        var hit = new List<string>();

        for (var kill = 0; kill < kills; kill++)
        {
            using var child = ChildCli.Start(broken.Train(Options));
            // In turn anywhere from the start of the process, and a trial or two beyond those that are known, or, of the last third, in one of the
            // stages after the search: these are short, and a blind shot would miss them.
            var late = kill >= kills * 2 / 3;
            if (kill % 2 == 1) await child.HearsAsync(late ? $"{Late[random.Next(Late.Length)]}" : $"trial {Math.Min(known.Count + random.Next(1, 3), TrialCount - 10),3}");
            await Task.Delay(length * random.NextDouble() / (kill % 2 == 1 ? 100 : 2), TestContext.CancellationToken);
            child.Signal(ChildCli.Kill);
            var ended = await child.EndAsync();
            if (ended.Code != ExitCode.Done) hit.Add(StageOf(ended.Words));

            var trials = TrialsOf(broken.Store);
            foreach (var (trial, row) in known) Assert.AreEqual(row, trials[trial], $"'{trial}' was run again, or lost, by kill {kill + 1}.");
            known = trials;
        }

        var resumed = (await CliRun.OfAsync(broken.Train(Options))).Expect(ExitCode.Done).Json();

        var stages = string.Join(", ", hit.CountBy(static stage => stage).Select(static s => $"{s.Value} in {s.Key}"));
        TestContext.WriteLine($"{hit.Count} of {kills} runs were killed ({stages}); {known.Count} trials were in the journal after the last.");
        Assert.AreEqual(Trials(expected), Trials(resumed));
        Assert.AreEqual(expected["best"]!.GetValue<int>(), resumed["best"]!.GetValue<int>());
        Assert.AreEqual(GraphHash(expected), GraphHash(resumed));
        var rows = TrialsOf(broken.Store);
        foreach (var (trial, row) in known) Assert.AreEqual(row, rows[trial]);
        Assert.HasCount(TrialCount, rows);
        Assert.IsGreaterThanOrEqualTo(kills / 2, hit.Count, "Too few runs were killed to prove anything.");
        Assert.IsGreaterThan(0, known.Count, "No run was killed while it searched.");
        Assert.AreSequenceEqual([broken.Model], Directory.GetFiles(Path.GetDirectoryName(broken.Model)!), "A killed run's half-written model was left behind.");
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
