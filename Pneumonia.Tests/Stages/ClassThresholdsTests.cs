using System.Collections.Immutable;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Stages;

namespace Pneumonia.Tests.Stages;

[TestClass]
public sealed class ClassThresholdsTests
{
    [TestMethod]
    public void Tune_RareClassIsDrowned_LowersItsThreshold()
    {
        var (scores, labels) = Drowned();
        var thresholds = ClassThresholds.Tune(scores, labels, negative: 0, promised: 0.4f);
        Assert.AreEqual(0.4f, thresholds[0]);
        Assert.IsLessThan(thresholds[1], thresholds[2]);
        Assert.IsGreaterThan(MeanRecall(scores, labels, [0.4f, 0.5f, 0.5f], 0), MeanRecall(scores, labels, thresholds, 0));
    }

    [TestMethod]
    public void Tune_NothingToGain_LeavesOneHalf()
    {
        var scores = ScoreMatrix.FromRows([0.9f, 0.05f, 0.05f], [0.05f, 0.9f, 0.05f], [0.05f, 0.05f, 0.9f]);
        Assert.AreSequenceEqual(new[] { 0.5f, 0.5f, 0.5f }, ClassThresholds.Tune(scores, [0, 1, 2], -1, null).ToArray());
    }

    [TestMethod]
    public void Tune_AnyScores_StaysWithinReachAndRepeats()
    {
        var random = new Random(2);
        var scores = ScoreMatrix.FromRows([.. Enumerable.Range(0, 90).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })]);
        int[] labels = [.. Enumerable.Range(0, 90).Select(_ => random.Next(3))];
        var one = ClassThresholds.Tune(scores, labels, 1, null);
        Assert.AreSequenceEqual(one.ToArray(), ClassThresholds.Tune(scores, labels, 1, null).ToArray());
        Assert.IsTrue(one.All(static t => t is > 0 and <= 1));
        Assert.AreEqual(0.5f, one[1]);
        Assert.IsGreaterThanOrEqualTo(MeanRecall(scores, labels, [0.5f, 0.5f, 0.5f], 1), MeanRecall(scores, labels, one, 1));
    }

    private static (ScoreMatrix, int[]) Drowned()
    {
        var rows = new List<float[]>();
        var labels = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            var label = i < 20 ? 0 : i < 52 ? 1 : 2;
            labels.Add(label);
            rows.Add(label switch { 0 => [0.8f, 0.15f, 0.05f], 1 => [0.1f, 0.8f, 0.1f], _ => [0.1f, 0.5f, 0.4f] });
        }

        return (ScoreMatrix.FromRows(rows), [.. labels]);
    }

    private static double MeanRecall(ScoreMatrix scores, int[] labels, ImmutableArray<float> thresholds, int negative)
    {
        var decided = ClassRule.Decide(scores, thresholds, negative);
        return Enumerable.Range(0, 3).Average(k => labels.Select((l, i) => (l, i)).Where(x => x.l == k).Average(x => decided[x.i] == k ? 1.0 : 0));
    }
}
