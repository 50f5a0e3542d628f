using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

/// <summary>The figures agree with ML.NET's own evaluators.</summary>
[TestClass]
public sealed class MlNetEvaluatorTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public void Binary_SameScores_AgreesWithMlNet()
    {
        var (p, y) = ReferenceData.Random(500, 3);
        var context = new MLContext(1);
        var rows = p.Select((value, i) => new Row { Label = y[i] == 1, Score = value - 0.5f, Probability = value, PredictedLabel = value >= 0.5f });
        var theirs = context.BinaryClassification.Evaluate(context.Data.LoadFromEnumerable(rows));
        var ours = Metrics.Confusion(p, y, 0.5f);

        Assert.AreEqual(theirs.AreaUnderRocCurve, Metrics.RocAuc(p, y), 1e-9);
        Assert.AreEqual(theirs.Accuracy, ours.Accuracy, 1e-12);
        Assert.AreEqual(theirs.PositiveRecall, ours.Recall, 1e-12);
        Assert.AreEqual(theirs.NegativeRecall, ours.Specificity, 1e-12);
        Assert.AreEqual(theirs.PositivePrecision, ours.Precision, 1e-12);
        Assert.AreEqual(theirs.NegativePrecision, ours.NegativePredictiveValue, 1e-12);
        Assert.AreEqual(theirs.F1Score, ours.F1, 1e-12);
        // Theirs is in bits.
        Assert.AreEqual(theirs.LogLoss * Math.Log(2), Metrics.LogLoss(p, y), 1e-6);

        var uncalibrated = context.BinaryClassification.EvaluateNonCalibrated(context.Data.LoadFromEnumerable(rows));
        Assert.AreEqual(uncalibrated.AreaUnderRocCurve, Metrics.RocAuc(p, y), 1e-9);
    }

    [TestMethod]
    public void MultiClass_SameScores_AgreesWithMlNet()
    {
        var context = new MLContext(1);
        var p = ReferenceData.ClassProbabilities;
        var rows = Enumerable.Range(0, p.Rows).Select(i => new ClassRow
        {
            Label = ReferenceData.Classes[i],
            Score = p.Row(i).ToArray(),
            PredictedLabel = Metrics.ArgMax(p.Row(i)),
        });
        // Both columns hold all three classes, so that sorted by value their keys mean the same.
        const ValueToKeyMappingEstimator.KeyOrdinality Sorted = ValueToKeyMappingEstimator.KeyOrdinality.ByValue;
        var keys = context.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Sorted)
            .Append(context.Transforms.Conversion.MapValueToKey("PredictedLabel", keyOrdinality: Sorted));
        var data = context.Data.LoadFromEnumerable(rows);
        var theirs = context.MulticlassClassification.Evaluate(keys.Fit(data).Transform(data));
        var ours = Evaluator.MultiClass(p, ReferenceData.Classes, ["a", "b", "c"], options: new() { BootstrapReplicates = 0 }, cancellation: Token);

        Assert.AreEqual(theirs.MicroAccuracy, ours.Accuracy.Value, 1e-12);
        Assert.AreEqual(theirs.MacroAccuracy, ours.MacroRecall.Value, 1e-12);
        Assert.AreEqual(theirs.LogLoss, ours.LogLoss, 1e-7);
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class ClassRow
    {
        public int Label { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public int PredictedLabel { get; set; }
    }
}
