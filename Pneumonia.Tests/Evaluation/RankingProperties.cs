using CsCheck;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

/// <summary>What holds of ranking figures and tables, whatever the scores and labels are; ties are frequent.</summary>
[TestClass]
public sealed class RankingProperties
{
    private static readonly Gen<(float Score, int Label)[]> Rows
        = Gen.Select(Gen.OneOf(Gen.Int[-4, 4].Select(static i => i / 4f), Gen.Float[-1f, 1f]), Gen.Int[0, 1]).Array[1, 60];

    [TestMethod]
    public void RocAuc_AnyRows_IsTheShareOfPairsInOrder() => Rows.Sample(static rows =>
    {
        var (scores, labels) = Split(rows);
        double pairs = 0, wins = 0;
        foreach (var (p, _) in rows.Where(static r => r.Label == 1))
        {
            foreach (var (n, _) in rows.Where(static r => r.Label == 0))
            {
                pairs++;
                wins += p > n ? 1 : p == n ? 0.5 : 0;
            }
        }

        var auc = Metrics.RocAuc(scores, labels);
        if (pairs == 0) Assert.IsTrue(double.IsNaN(auc));
        else Assert.AreEqual(wins / pairs, auc, 1e-12);
    }, iter: 1000);

    [TestMethod]
    public void RocAuc_RisingTransform_ChangesNothing() => Rows.Sample(static rows =>
    {
        var (scores, labels) = Split(rows);
        // Exact in float and strictly rising on [−1, 1]: no two scores fall together.
        float[] risen = [.. scores.Select(static s => 8 * s > 0 ? 64 * s : 4 * s)];
        Assert.AreEqual(Metrics.RocAuc(scores, labels), Metrics.RocAuc(risen, labels));
        Assert.AreEqual(Metrics.AveragePrecision(scores, labels), Metrics.AveragePrecision(risen, labels));
    }, iter: 500);

    [TestMethod]
    public void RocAuc_FlippedScoresOrLabels_IsTheRestToOne() => Rows.Sample(static rows =>
    {
        var (scores, labels) = Split(rows);
        var auc = Metrics.RocAuc(scores, labels);
        if (double.IsNaN(auc)) return;
        Assert.AreEqual(1 - auc, Metrics.RocAuc([.. scores.Select(static s => -s)], labels), 1e-12);
        Assert.AreEqual(1 - auc, Metrics.RocAuc(scores, [.. labels.Select(static y => 1 - y)]), 1e-12);
    }, iter: 500);

    [TestMethod]
    public void RocCurve_AnyRows_RisesAndHoldsTheArea() => Rows.Sample(static rows =>
    {
        var (scores, labels) = Split(rows);
        var curve = Metrics.RocCurve(scores, labels);
        if (curve.Count == 0) return;
        var area = 0.0;
        foreach (var (a, b) in curve.Zip(curve.Skip(1)))
        {
            Assert.IsTrue(b.FalsePositiveRate >= a.FalsePositiveRate && b.Recall >= a.Recall && b.Threshold < a.Threshold);
            area += (b.FalsePositiveRate - a.FalsePositiveRate) * (a.Recall + b.Recall) / 2;
        }

        Assert.AreEqual(Metrics.RocAuc(scores, labels), area, 1e-12);
    }, iter: 500);

    [TestMethod]
    public void Confusion_AnyThreshold_SumsUpAndFallsWithIt() => Gen.Select(Rows, Gen.Float[-1.2f, 1.2f], Gen.Float[0f, 0.5f]).Sample(static (rows, threshold, more) =>
    {
        var (scores, labels) = Split(rows);
        var low = Metrics.Confusion(scores, labels, threshold);
        var high = Metrics.Confusion(scores, labels, threshold + more);
        Assert.AreEqual(rows.Length, low.Count);
        Assert.AreEqual(labels.Sum(), low.Positives);
        Assert.AreEqual(rows.Length - labels.Sum(), low.Negatives);
        Assert.IsTrue(high.TruePositives <= low.TruePositives && high.FalsePositives <= low.FalsePositives);
        // Called the other way round, each cell is its mirror.
        var mirrored = Metrics.Confusion([.. scores.Select(static s => -s)], [.. labels.Select(static y => 1 - y)], MathF.BitIncrement(-threshold));
        Assert.AreEqual((low.TruePositives, low.FalsePositives), (mirrored.TrueNegatives, mirrored.FalseNegatives));
    }, iter: 500);

    [TestMethod]
    public void Confusion_ManyClasses_SumsUpToEachVersusTheRest()
        => Gen.Select(Gen.Int[1, 5], Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).Array[0, 40]).Sample(static (classes, drawn) =>
        {
            (int Decision, int Label)[] rows = [.. drawn.Select(d => (d.Item1 % classes, d.Item2 % classes))];
            var table = Metrics.Confusion([.. rows.Select(static r => r.Decision)], [.. rows.Select(static r => r.Label)], classes);
            Assert.AreEqual(rows.Length, table.Count);
            Assert.AreEqual(rows.Count(static r => r.Decision == r.Label), table.Correct);
            Assert.AreEqual(table.Correct, Enumerable.Range(0, classes).Sum(k => table.Versus(k).TruePositives));
            for (var k = 0; k < classes; k++) Assert.AreEqual(rows.Count(r => r.Label == k), table.Versus(k).Positives);
        }, iter: 500);

    private static (float[] Scores, int[] Labels) Split((float Score, int Label)[] rows) => ([.. rows.Select(static r => r.Score)], [.. rows.Select(static r => r.Label)]);
}
