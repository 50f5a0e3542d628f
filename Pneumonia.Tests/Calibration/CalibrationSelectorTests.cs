using MathNet.Numerics.Distributions;
using Pneumonia.Tests.Evaluation;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Calibration;

[TestClass]
public sealed class CalibrationSelectorTests
{
    [TestMethod]
    public void Choose_LogitsAreRight_LeavesThemAlone()
    {
        var (logits, labels) = Draw(1000, 1, logit => logit);
        var report = CalibrationSelector.Choose(logits, labels, null, 7);
        Assert.AreEqual(CalibrationMethod.None, report.Calibrator.Method);
        Assert.AreEqual(report.Before.LogLoss, report.After.LogLoss, 1e-12);
    }

    [TestMethod]
    public void Choose_Overconfident_FindsTheTemperature()
    {
        var (logits, labels) = Draw(2000, 2, logit => 3 * logit);
        var report = CalibrationSelector.Choose(logits, labels, null, 7);
        Assert.AreEqual(CalibrationMethod.Temperature, report.Calibrator.Method);
        Assert.AreEqual(3, ((TemperatureCalibrator)report.Calibrator).Temperature, 0.4);
        Assert.IsLessThan(report.Before.ExpectedCalibrationError / 2, report.After.ExpectedCalibrationError);
    }

    [TestMethod]
    public void Choose_Shifted_FindsPlatt()
    {
        var (logits, labels) = Draw(2000, 3, logit => 2 * logit + 3);
        var report = CalibrationSelector.Choose(logits, labels, null, 7);
        var platt = (PlattCalibrator)report.Calibrator;
        Assert.AreEqual(0.5, platt.Slope, 0.07);
        Assert.AreEqual(-1.5, platt.Intercept, 0.25);
    }

    [TestMethod]
    public void Choose_Bent_FindsIsotonic()
    {
        var (logits, labels) = Draw(4000, 4, logit => logit > 0 ? 20 * logit : 0.3 * logit);
        var report = CalibrationSelector.Choose(logits, labels, null, 7);
        Assert.AreEqual(CalibrationMethod.Isotonic, report.Calibrator.Method);
        Assert.IsLessThan(report.Before.LogLoss, report.After.LogLoss);
    }

    [TestMethod]
    public void Choose_FewOfAClass_DoesNotTryIsotonic()
    {
        var report = CalibrationSelector.Choose(ReferenceData.Logits, ReferenceData.Labels, null, 7);
        var isotonic = report.Candidates.Single(candidate => candidate.Method == CalibrationMethod.Isotonic);
        Assert.AreEqual(double.NaN, isotonic.LogLoss);
        Assert.Contains("200 images of each class, and one has 24", isotonic.Note);
        Assert.HasCount(1, report.Candidates.Where(candidate => candidate.Note.StartsWith("chosen", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Choose_OneClassOrOnePatient_StaysUncalibrated()
    {
        Assert.AreEqual(CalibrationMethod.None, CalibrationSelector.Choose([1, 2, 3], [1, 1, 1], null, 1).Calibrator.Method);
        Assert.AreEqual(CalibrationMethod.None, CalibrationSelector.Choose([1, 2, 3, 4], [1, 0, 1, 0], ["a", "a", "a", "b"], 1).Calibrator.Method);
        Assert.AreEqual(CalibrationMethod.None, CalibrationSelector.Choose([], [], null, 1).Calibrator.Method);
    }

    [TestMethod]
    public void Choose_SameSeed_IsTheSame()
    {
        var (logits, labels) = Draw(500, 5, logit => 2 * logit);
        var patients = Enumerable.Range(0, 500).Select(i => $"p{i / 3}").ToArray();
        var (a, b) = (CalibrationSelector.Choose(logits, labels, patients, 7), CalibrationSelector.Choose(logits, labels, patients, 7));
        Assert.AreEqual(a.Calibrator, b.Calibrator);
        Assert.AreEqual(a.After.LogLoss, b.After.LogLoss);
    }

    [TestMethod]
    public void ChooseMultiClass_Overconfident_FindsTheTemperature()
    {
        var random = new Random(6);
        var labels = new int[1500];
        var logits = new float[labels.Length * 3];
        var p = new double[3];
        for (var i = 0; i < labels.Length; i++)
        {
            float[] row = [(float)Normal.Sample(random, 0, 2), (float)Normal.Sample(random, 0, 2), (float)Normal.Sample(random, 0, 2)];
            LogisticFunctions.Softmax(row, 1, p);
            labels[i] = Categorical.Sample(random, p);
            for (var k = 0; k < 3; k++)
                logits[i * 3 + k] = row[k] * 2.5f;
        }
        var report = CalibrationSelector.ChooseMultiClass(new ScoreMatrix(logits, labels.Length, 3), labels, null, 1);
        Assert.AreEqual(2.5, ((TemperatureCalibrator)report.Calibrator).Temperature, 0.3);
        Assert.AreEqual(CalibrationMethod.None, CalibrationSelector.ChooseMultiClass(new ScoreMatrix([1, 2, 3], 1, 3), [2], null, 1).Calibrator.Method);
    }

    [TestMethod]
    public void ChooseMultiLabel_TwoLabels_EachGetsItsOwn()
    {
        var (right, first) = Draw(1000, 1, logit => logit);
        var (wild, second) = Draw(1000, 2, logit => 3 * logit);
        var logits = new ScoreMatrix([.. right.Zip(wild, (a, b) => new[] { a, b }).SelectMany(row => row)], 1000, 2);
        var reports = CalibrationSelector.ChooseMultiLabel(logits, [.. first.Zip(second, (a, b) => new[] { a, b }).SelectMany(row => row)], null, 7);
        Assert.AreEqual(CalibrationMethod.None, reports[0].Calibrator.Method);
        Assert.AreNotEqual(CalibrationMethod.None, reports[1].Calibrator.Method);
    }

    [TestMethod]
    public void Folds_Always_KeepPatientsWholeAndSpreadClasses()
    {
        var labels = Enumerable.Range(0, 300).Select(i => i % 10 < 3 ? 1 : 0).ToArray();
        var patients = Enumerable.Range(0, 300).Select(i => $"p{i % 10}-{i / 30}").ToArray();
        var folds = PatientFolds.Deal(labels, patients, 5, 1)!;
        Assert.IsTrue(Enumerable.Range(0, 300).GroupBy(i => patients[i]).All(group => group.Select(i => folds[i]).Distinct().Count() == 1));
        for (var fold = 0; fold < 5; fold++)
            Assert.AreEqual(18, Enumerable.Range(0, 300).Count(i => folds[i] == fold && labels[i] == 1), 3);
        Assert.IsFalse(folds.SequenceEqual(PatientFolds.Deal(labels, patients, 5, 2)!));
    }

    private static (float[] Scores, int[] Labels) Draw(int n, int seed, Func<double, double> distort)
    {
        var random = new Random(seed);
        var logits = Enumerable.Range(0, n).Select(_ => Normal.Sample(random, 0, 2)).ToArray();
        return ([.. logits.Select(logit => (float)distort(logit))], [.. logits.Select(logit => random.NextDouble() < LogisticFunctions.Sigmoid(logit) ? 1 : 0)]);
    }
}
