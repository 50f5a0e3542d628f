using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

/// <summary>Every search metric against figures worked out by hand.</summary>
[TestClass]
public sealed class OutOfFoldScorerTests
{
    // Ranked: 2+ 1+ 0.5− 0.2+ −1+ −2−. At logit 0 (probability one half): 3 found, 1 missed, 1 false alarm, 1 cleared.
    private static readonly float[] Logits = [2, 1, 0.5f, 0.2f, -1, -2];
    private static readonly int[] Truth = [1, 1, 0, 1, 1, 0];

    [TestMethod]
    [DataRow(SearchMetric.Auc, 6.0 / 8)] // Of 4 × 2 pairs, the negative at 0.5 beats two positives.
    [DataRow(SearchMetric.AveragePrecision, (1.0 + 1.0 + (3.0 / 4) + (4.0 / 5)) / 4)]
    [DataRow(SearchMetric.Recall, 3.0 / 4)]
    [DataRow(SearchMetric.F1, 2.0 * 0.75 * 0.75 / 1.5)]
    [DataRow(SearchMetric.F2, 5.0 * 3 / ((5 * 3) + (4 * 1) + 1))]
    [DataRow(SearchMetric.Accuracy, 4.0 / 6)]
    [DataRow(SearchMetric.BalancedAccuracy, (0.75 + 0.5) / 2)]
    [DataRow(SearchMetric.SpecificityAtRecall, 1.0 / 2)] // 0.9 of 4 positives asks for all four: threshold −1, one of two negatives below.
    public void Score_Binary_IsAsWorkedOutByHand(SearchMetric metric, double expected)
    {
        var scorer = new OutOfFoldScorer(Binary(Truth), [[0, 1, 2], [3, 4, 5]], metric, targetRecall: 0.9);

        Assert.AreEqual(expected, scorer.Score(Logits).Metric, 1e-6);
    }

    [TestMethod]
    public void Score_Folds_AreScoredApart()
    {
        var score = new OutOfFoldScorer(Binary(Truth), [[0, 1, 2], [3, 4, 5], [0, 1]], SearchMetric.Auc, 0.9).Score(Logits);

        Assert.AreEqual(1.0, score.FoldMetrics[0]);
        Assert.AreEqual(1.0, score.FoldMetrics[1]);
        Assert.IsTrue(double.IsNaN(score.FoldMetrics[2]), "A fold without negatives has no AUC.");
    }

    [TestMethod]
    public void Score_SpecificityAtRecall_AsksForNoPositiveTooMany()
    {
        // 0.55 × 100 is a little more than 55 in binary. Positives at 100…1, and a negative between the 55th (46) and the 56th (45).
        float[] logits = [.. Enumerable.Range(1, 100).Select(static i => (float)i), 45.5f, -5];
        int[] truth = [.. Enumerable.Repeat(1, 100), 0, 0];

        var score = new OutOfFoldScorer(Binary(truth), [[0], [1]], SearchMetric.SpecificityAtRecall, 0.55).Score(logits);

        Assert.AreEqual(1.0, score.Metric);
    }

    [TestMethod]
    public void Score_NoPositives_IsUndefined()
    {
        var scorer = new OutOfFoldScorer(Binary([0, 0]), [[0], [1]], SearchMetric.SpecificityAtRecall, 0.9);

        Assert.IsTrue(double.IsNaN(scorer.Score([1, 2]).Metric));
    }

    // Rows: A right; B right; B taken for C; C right; C taken for A.
    [TestMethod]
    [DataRow(SearchMetric.Accuracy, 3.0 / 5)]
    [DataRow(SearchMetric.Recall, (1.0 + 0.5 + 0.5) / 3)]
    [DataRow(SearchMetric.BalancedAccuracy, (1.0 + 0.5 + 0.5) / 3)]
    [DataRow(SearchMetric.SpecificityAtRecall, (1.0 + 0.5 + 0.5) / 3)]
    [DataRow(SearchMetric.F1, ((2.0 / 3) + (2.0 / 3) + 0.5) / 3)] // A: P ½ R 1; B: P 1 R ½; C: P ½ R ½.
    [DataRow(SearchMetric.F2, ((5.0 / 6) + (5.0 / 9) + 0.5) / 3)] // 5TP / (5TP + 4FN + FP)
    [DataRow(SearchMetric.AveragePrecision, (1.0 + 1.0 + ((1.0 + (2.0 / 3)) / 2)) / 3)]
    public void Score_MultiClass_IsAsWorkedOutByHand(SearchMetric metric, double expected)
    {
        var targets = new Targets(ClassificationTask.MultiClass, ["A", "B", "C"], [[0], [1], [1], [2], [2]]);
        float[] logits =
        [
            9, 0, 0,
            0, 9, 0,
            0, 4, 5,
            0, 0, 9,
            5, 0, 4,
        ];

        Assert.AreEqual(expected, new OutOfFoldScorer(targets, [[0, 1, 2], [3, 4]], metric, 0.9).Score(logits).Metric, 1e-6);
    }

    [TestMethod]
    public void Score_MultiClassAuc_IsOneForPerfectRanksAndHalfForNone()
    {
        var targets = new Targets(ClassificationTask.MultiClass, ["A", "B", "C"], [[0], [1], [2]]);

        Assert.AreEqual(1.0, new OutOfFoldScorer(targets, [[0, 1, 2]], SearchMetric.Auc, 0.9).Score([9, 0, 0, 0, 9, 0, 0, 0, 9]).Metric, 1e-9);
        Assert.AreEqual(0.5, new OutOfFoldScorer(targets, [[0, 1, 2]], SearchMetric.Auc, 0.9).Score(new float[9]).Metric, 1e-9);
    }

    [TestMethod]
    public void Score_MultiLabel_IsTheMeanOverLabelsThatAreKnown()
    {
        // Label A: ranked right (1). Label B: ranked wrong (0). Label C: never there, so it says nothing.
        var targets = new Targets(ClassificationTask.MultiLabel, ["A", "B", "C"], [[0], [1], [0, 1], []]);
        float[] logits =
        [
            3, 6, 0,
            -1, -2, 1,
            2, -1, 2,
            -2, 5, 3,
        ];

        Assert.AreEqual(0.5, new OutOfFoldScorer(targets, [[0, 1], [2, 3]], SearchMetric.Auc, 0.9).Score(logits).Metric, 1e-9);
    }

    private static Targets Binary(int[] truth)
        => new(ClassificationTask.Binary, ["NORMAL", "PNEUMONIA"], [.. truth.Select(static t => ImmutableArray.Create(t))]);
}
