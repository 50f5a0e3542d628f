using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Training;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Stages;

namespace Pneumonia.Tests.Stages;

[TestClass]
public sealed class CalibrationStageTests
{
    [TestMethod]
    public void Run_NoCalibrationRows_CertifiesNothingAndSaysWhy()
    {
        var (data, logits) = Binary(400);
        var stage = new CalibrationStage(new TrainingOptions { TargetRecall = 0.9 });
        var calibrated = stage.Run(Rows(data), logits, new CalibrationRows(data, []), new ScoreMatrix([], 0, 1));
        var promise = calibrated.Promises.Single();
        Assert.IsFalse(promise.Certified);
        Assert.IsNull(promise.LowerBound);
        Assert.Contains("no images were held out", promise.Explanation);
        Assert.AreEqual("PNEUMONIA", promise.Label);
        Assert.AreEqual(400, calibrated.Record.Rows);
        Assert.HasCount(1, calibrated.Thresholds);
    }

    [TestMethod]
    public void Run_EnoughCalibrationRows_CertifiesAndReachesTheTarget()
    {
        var (data, logits) = Binary(600);
        var stage = new CalibrationStage(new TrainingOptions { TargetRecall = 0.9 });
        ImmutableArray<int> all = [.. Enumerable.Range(0, 600)];
        var calibrated = stage.Run(Rows(data), logits, new CalibrationRows(data, all), logits);
        Assert.IsTrue(calibrated.Promises.Single().Certified);
        Assert.IsGreaterThanOrEqualTo(0.9, calibrated.Promises.Single().LowerBound!.Value);
        var p = calibrated.Calibrator.Apply(logits);
        var positives = Enumerable.Range(0, 600).Where(i => data.Samples[i].Labels[0] == 1).ToArray();
        Assert.IsGreaterThanOrEqualTo(0.9, positives.Average(i => p[i, 0] >= calibrated.Thresholds[0] ? 1.0 : 0));
    }

    [TestMethod]
    public void Run_OnlySomeLabelsHaveImagesForACurve_GivesWhatAGraphCanHold()
    {
        // Label 0 is frequent and far from a line, label 1 is rare: each would choose another kind of calibration.
        var random = new Random(1);
        var samples = new List<ImageSample>();
        var logits = new List<float[]>();
        for (var i = 0; i < 1200; i++)
        {
            var z = (float)((random.NextDouble() * 8) - 4);
            var first = random.NextDouble() < (z < 0 ? 0.1 : 0.75);
            var second = i % 12 == 0;
            samples.Add(Samples.Of($"{i}.png", $"p{i}", DataSplit.Train, [.. new[] { first ? 0 : -1, second ? 1 : -1 }.Where(static l => l >= 0)]));
            logits.Add([z, second ? 1f : -1f]);
        }

        var data = new DataSet(ClassificationTask.MultiLabel, ["FREQUENT", "RARE"], [.. samples]);
        var matrix = ScoreMatrix.FromRows(logits);
        var chosen = CalibrationSelector.ChooseMultiLabel(matrix, [.. samples.SelectMany(static s => new[] { s.Labels.Contains(0) ? 1 : 0, s.Labels.Contains(1) ? 1 : 0 })], null, 1);
        Assert.AreNotEqual(chosen[0].Calibrator is IsotonicCalibrator, chosen[1].Calibrator is IsotonicCalibrator, "The case isn't the one this test is about.");

        var calibrated = new CalibrationStage(new TrainingOptions()).Run(Rows(data), matrix, new CalibrationRows(data, []), new ScoreMatrix([], 0, 2));

        Assert.IsNotNull(GraphCalibration.Of(calibrated.Calibrator));
        Assert.IsNull(calibrated.Record.EceAfter);
        Assert.IsTrue(calibrated.Thresholds.All(static t => t is > 0 and <= 1));
    }

    [TestMethod]
    public void Tail_HeldOutDistances_RefusesLessThanOneInAHundred()
    {
        Assert.AreEqual(2.3, TypicalityStage.Tail([1, 2]), 1e-9);
        double[] thousand = [.. Enumerable.Range(1, 1000).Reverse().Select(static i => (double)i)];
        // Of a thousand, P(X ≤ 5 | 1%) = .066 and P(X ≤ 6) = .129: the sixth from the top.
        Assert.AreEqual(995, TypicalityStage.Tail(thousand), 1e-9);
        // No image lies on the limit, where rounding would decide.
        Assert.AreEqual(995.5, TypicalityStage.Limit(thousand), 1e-9);
        Assert.AreEqual(2.3, TypicalityStage.Limit([1, 2]), 1e-9);
        var fewest = Enumerable.Range(1, 230).Select(static i => (double)i).ToArray();
        Assert.IsTrue(TypicalityStage.Limit(fewest) is > 230 and < 230.1);
    }

    private static (DataSet, ScoreMatrix) Binary(int count)
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, count).Select(i => Samples.Of($"{i}.png", $"p{i}", DataSplit.Train, i % 2)).ToImmutableArray();
        return (Samples.Binary(samples), new ScoreMatrix([.. samples.Select(s => (s.Labels[0] * 4f) - 2 + (3 * (random.NextSingle() - 0.5f)))], count, 1));
    }

    private static TrainingRows Rows(DataSet data) => new(data, [.. Enumerable.Range(0, data.Samples.Length)], []);
}
