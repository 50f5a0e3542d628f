using System.Collections.Immutable;
using CsCheck;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class CostAwareTunerTests
{
    [TestMethod]
    public void Propose_SameHistory_SaysTheSameWhateverWasAskedBefore()
    {
        var busy = Tuner(7);
        var history = Play(busy, 30, static s => s.Parameters.Real("x"));

        for (var n = 0; n <= history.Count; n++)
        {
            var past = history.Take(n).ToList();
            Assert.AreEqual(Tuner(7).Propose(past)?.Key, busy.Propose(past)?.Key, $"after {n} trials");
        }
    }

    [TestMethod]
    public void Propose_AnySeedAndAnyMetrics_NeverRepeatsItself()
        => Gen.Select(Gen.Int, Gen.Double[0, 1].Array[40], Gen.Int[0, 4]).Sample(
            static (seed, metrics, failEvery) =>
            {
                var history = new List<TrialResult>();
                var tuner = Tuner(seed);
                foreach (var metric in metrics)
                {
                    if (tuner.Propose(history) is not { } settings) break;
                    if (history.Any(h => h.Settings.Key == settings.Key)) return false;
                    history.Add(Result(settings, history.Count + 1, failEvery > 0 && history.Count % failEvery == 0 ? double.NaN : metric));
                }

                return true;
            },
            iter: 60, seed: "0000000000000");

    [TestMethod]
    public void Propose_TheBestIsFoundEarly_NeverRunsOutOfIdeas()
    {
        var arm = new SearchArm("a", FakeSession.Line(), static _ => 1, [1]);

        // The default is best, so every step starts there and steps grow short.
        Assert.HasCount(600, Play(new CostAwareTuner([arm], 1), 600, static s => s.Parameters.Real("x") == 0.5 ? 1 : 0));
    }

    [TestMethod]
    public void Propose_OtherSeed_LooksElsewhere()
    {
        var one = Play(Tuner(1), 12, static _ => 0.5).Select(static r => r.Settings.Key).ToArray();
        var two = Play(Tuner(2), 12, static _ => 0.5).Select(static r => r.Settings.Key).ToArray();

        Assert.AreEqual(one[0], two[0], "The default comes first, whatever the seed.");
        Assert.AreNotSequenceEqual(one, two);
    }

    [TestMethod]
    public void Propose_Rungs_PromotesTheBestThird()
    {
        var arm = new SearchArm("torch", FakeSession.Line(), static _ => 1, [1.0 / 9, 1.0 / 3, 1]);
        var history = Play(new CostAwareTuner([arm], 3), 60, static s => s.Parameters.Real("x") * s.Fidelity);

        var rungs = arm.Rungs.Select(f => history.Where(r => r.Settings.Fidelity == f && r.Number > 1).ToList()).ToArray();
        Assert.AreEqual(1.0, history[0].Settings.Fidelity, "The default is trained in full: there is something to keep.");
        Assert.IsGreaterThan(20, rungs[0].Count);
        for (var i = 1; i < rungs.Length; i++)
        {
            var below = rungs[i - 1];
            Assert.IsLessThan(below.Count, rungs[i].Count);
            Assert.IsNotEmpty(rungs[i]);
            foreach (var promoted in rungs[i])
            {
                // Asynchronously: judged among those that had ended by then.
                var then = below.Where(r => r.Number < promoted.Number).OrderByDescending(static r => r.Metric).Take(below.Count(r => r.Number < promoted.Number) / 3);
                Assert.Contains(r => r.Settings.Parameters.Equals(promoted.Settings.Parameters), then, $"{promoted.Settings} was not among the best third.");
            }
        }

        Assert.AreEqual(1.0, Leaderboard.Best(history)!.Settings.Fidelity);
    }

    [TestMethod]
    public void Propose_OneEngineLeads_SpendsAtMostTwiceAsMuchOnIt()
    {
        SearchArm[] arms = [new("good", FakeSession.Line(), static _ => 1, [1]), new("poor", FakeSession.Line(), static _ => 1, [1])];
        var history = Play(new CostAwareTuner(arms, 1), 60, static s => s.Engine == "good" ? 0.9 : 0.1);

        var good = history.Count(static r => r.Settings.Engine == "good");
        Assert.IsInRange(38, 42, good);
    }

    [TestMethod]
    public void Propose_AnEngineIsExhausted_TheOtherGoesOn()
    {
        var one = new SearchSpace(ImmutableSortedDictionary<string, ParameterRange>.Empty, TrialParameters.Empty);
        SearchArm[] arms = [new("single", one, static _ => 1, [1]), new("many", FakeSession.Line(), static _ => 100, [1])];

        var history = Play(new CostAwareTuner(arms, 1), 20, static _ => 0.5);

        Assert.HasCount(20, history);
        Assert.ContainsSingle(static r => r.Settings.Engine == "single", history);
    }

    [TestMethod]
    public void Constructor_NoEngine_Throws() => Assert.ThrowsExactly<ArgumentException>(static () => new CostAwareTuner([], 1));

    private static CostAwareTuner Tuner(int seed) => new(
        [
            new SearchArm("a", FakeSession.Line(), static _ => 1, [1]),
            new SearchArm("b", FakeSession.Line(), static s => 1 + (9 * s.Parameters.Real("x")), [1.0 / 3, 1]),
        ],
        seed);

    private static List<TrialResult> Play(CostAwareTuner tuner, int trials, Func<TrialSettings, double> metric)
    {
        var history = new List<TrialResult>();
        while (history.Count < trials && tuner.Propose(history) is { } settings) history.Add(Result(settings, history.Count + 1, metric(settings)));
        return history;
    }

    internal static TrialResult Result(TrialSettings settings, int number, double metric)
        => new() { Number = number, Settings = settings, Metric = metric, Duration = TimeSpan.Zero, PeakMemory = 0 };
}
