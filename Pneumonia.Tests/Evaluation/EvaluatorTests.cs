using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class EvaluatorTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    private static readonly EvaluationOptions Quick = new() { BootstrapReplicates = 200 };

    [TestMethod]
    public void Binary_ReferenceData_HoldsTheMetricsAndTheirIntervals()
    {
        var (p, y) = (ReferenceData.P, ReferenceData.Labels);
        var patients = Enumerable.Range(0, 60).Select(i => $"p{i / 2}").ToArray();
        var result = Evaluator.Binary(p, y, [0.5f, 0.25f], patients, Quick, cancellation: Token);

        Assert.AreEqual((60, 24, 30), (result.Count, result.Positives, result.Patients));
        Assert.AreEqual(0.6412037037037037, result.Auc.Value, 1e-14);
        Assert.AreEqual(DeLong.Interval(p, y), result.Auc.Interval);
        Assert.IsTrue(result.Auc.PatientInterval!.Contains(result.Auc.Value));
        Assert.IsNull(result.AveragePrecision.Interval);
        Assert.AreEqual(Metrics.Confusion(p, y, 0.5f), result.OperatingPoint.Confusion);
        Assert.AreEqual(Metrics.Confusion(p, y, 0.25f), result.OperatingPoints[1].Confusion);
        Assert.AreEqual(Proportions.Wilson(12, 24), result.OperatingPoint.Recall.Interval);
        Assert.AreEqual(0.5, result.OperatingPoint.Recall.Value);
        Assert.IsTrue(result.OperatingPoint.Specificity.PatientInterval!.Contains(24.0 / 36));
        var calibrationError = Metrics.ExpectedCalibrationError(p, y);
        Assert.AreEqual(0, result.ExpectedCalibrationError - calibrationError, 1e-15);
        Assert.AreEqual(0.23383854333714915, result.Brier, 1e-14);
        Assert.HasCount(23, result.Roc);
    }

    [TestMethod]
    public void Binary_Bootstrap_IsThatOfTheMetricItself()
    {
        var (p, y) = (ReferenceData.P, ReferenceData.Labels);
        var direct = PatientBootstrap.Interval(60, null, rows =>
        {
            var picked = rows.ToArray();
            return Metrics.RocAuc(Array.ConvertAll(picked, row => p[row]), Array.ConvertAll(picked, row => y[row]));
        }, Quick.Seed, Quick.BootstrapReplicates, cancellation: Token);
        var result = Evaluator.Binary(p, y, 0.5f, null, Quick, cancellation: Token);
        Assert.AreEqual(direct.Lower, result.Auc.PatientInterval!.Lower, 1e-12);
        Assert.AreEqual(direct.Upper, result.Auc.PatientInterval!.Upper, 1e-12);
    }

    [TestMethod]
    public void Binary_NoPositivesOrNoImages_IsNaNWithoutThrowing()
    {
        var result = Evaluator.Binary([0.1f, 0.9f], [0, 0], 0.5f, null, Quick, cancellation: Token);
        Assert.AreEqual(double.NaN, result.Auc.Value);
        Assert.AreEqual(double.NaN, result.OperatingPoint.Recall.Value);
        Assert.AreEqual((0.0, 1.0), (result.OperatingPoint.Recall.Interval!.Lower, result.OperatingPoint.Recall.Interval.Upper));
        Assert.AreEqual(0.5, result.OperatingPoint.Specificity.Value);
        Assert.AreEqual(0, Evaluator.Binary([], [], 0.5f, null, Quick, cancellation: Token).Count);
    }

    [TestMethod]
    public void Binary_ManyImages_ThinsItsCurves()
    {
        var (p, y) = ReferenceData.Random(3000, 2);
        var result = Evaluator.Binary(p, y, 0.5f, null, new() { BootstrapReplicates = 0, CurvePoints = 100, RateInterval = IntervalMethod.ClopperPearson }, cancellation: Token);
        Assert.HasCount(100, result.Roc);
        Assert.AreEqual((0.0, 0.0), (result.Roc[0].FalsePositiveRate, result.Roc[0].Recall));
        Assert.AreEqual((1.0, 1.0), (result.Roc[^1].FalsePositiveRate, result.Roc[^1].Recall));
        Assert.IsNull(result.Auc.PatientInterval);
        Assert.AreEqual(IntervalMethod.ClopperPearson, result.OperatingPoint.Recall.Interval!.Method);
    }

    [TestMethod]
    public void Binary_WrongOptions_NamesThemAll()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Evaluator.Binary([0.5f], [1], 0.5f, null, new()
        {
            Confidence = 1,
            Bins = 0,
            BootstrapReplicates = -1,
            CurvePoints = 1,
            AucInterval = IntervalMethod.Wilson,
            RateInterval = IntervalMethod.DeLong,
        }, cancellation: Token));
        foreach (var name in new[] { "Confidence", "Bins", "BootstrapReplicates", "CurvePoints", "AucInterval", "RateInterval" })
            Assert.Contains(name, error.Message);
    }

    [TestMethod]
    public void Binary_PatientsOfWrongLength_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Evaluator.Binary([0.5f], [1], 0.5f, ["a", "b"], cancellation: Token));
        Assert.ThrowsExactly<ArgumentException>(() => Evaluator.Binary([0.5f], [1], 0.5f, [null!], cancellation: Token));
        Assert.ThrowsExactly<ArgumentException>(() => Evaluator.Binary([0.5f], [1], Array.Empty<float>(), cancellation: Token));
    }

    [TestMethod]
    public void MultiClass_DecisionsGiven_AreTheOnesCounted()
    {
        var p = ScoreMatrix.FromRows([0.6f, 0.4f], [0.7f, 0.3f], [0.2f, 0.8f]);
        var byArgMax = Evaluator.MultiClass(p, [0, 1, 1], ["normal", "pneumonia"], options: Quick, cancellation: Token);
        var byThreshold = Evaluator.MultiClass(p, [0, 1, 1], ["normal", "pneumonia"], [1, 1, 1], options: Quick, cancellation: Token);
        Assert.AreEqual(2.0 / 3, byArgMax.Accuracy.Value, 1e-15);
        Assert.AreEqual(0.75, byArgMax.MacroRecall.Value, 1e-15);
        Assert.AreEqual(1, byThreshold.Classes[1].Recall.Value);
        Assert.AreEqual(0, byThreshold.Classes[0].Recall.Value);
        Assert.AreEqual("pneumonia", byThreshold.Classes[1].Name);
        Assert.AreEqual(byArgMax.MacroAuc, byThreshold.MacroAuc);
    }

    [TestMethod]
    public void MultiClass_ReferenceData_MatchesScikitLearn()
    {
        var result = Evaluator.MultiClass(ReferenceData.ClassProbabilities, ReferenceData.Classes, ["a", "b", "c"], options: Quick, cancellation: Token);
        Assert.AreEqual(0.8666666666666667, result.MacroF1, 1e-12);
        Assert.AreEqual(0.9754166666666667, result.MacroAuc, 1e-12);
        Assert.IsTrue(result.Accuracy.PatientInterval!.Contains(result.Accuracy.Value));
        Assert.AreEqual(Proportions.Wilson(52, 60), result.Accuracy.Interval);
    }

    [TestMethod]
    public void MultiLabel_HandComputed_CountsEachLabelAndWholeImages()
    {
        var p = ScoreMatrix.FromRows([0.9f, 0.2f], [0.3f, 0.8f], [0.6f, 0.7f]);
        var result = Evaluator.MultiLabel(p, [1, 0, 0, 0, 1, 1], ["opacity", "effusion"], [0.5f, 0.75f], options: Quick, cancellation: Token);
        // Label 2: decided 0, 1, 0 against 0, 0, 1.
        Assert.AreEqual(1.0 / 3, result.ExactMatch.Value, 1e-15);
        Assert.AreEqual(2.0 / 6, result.HammingLoss, 1e-15);
        Assert.AreEqual((1 + 0.5) / 2, result.MacroAuc, 1e-15);
        Assert.AreEqual(0.75f, result.Labels[1].Evaluation.OperatingPoint.Threshold);
    }

    [TestMethod]
    public void Subgroups_ColumnWithGaps_EvaluatesEachGroup()
    {
        string?[] view = ["PA", "AP", null, "PA", " ", "AP", "LL"];
        var groups = Subgroups.Evaluate("view", view, [0.9f, 0.8f, 0.1f, 0.2f, 0.7f, 0.3f, 0.5f], [1, 1, 0, 0, 1, 1, 0], 0.5f, options: Quick, cancellation: Token).Groups;
        Assert.AreSequenceEqual(new[] { "(unknown)", "AP", "LL", "PA" }, groups.Select(group => group.Value).ToArray());
        Assert.AreEqual(0.5, groups[1].Evaluation.OperatingPoint.Recall.Value);
        Assert.AreEqual(2, groups[3].Evaluation.Count);

        var two = Subgroups.Evaluate("view", view, [0.9f, 0.8f, 0.1f, 0.2f, 0.7f, 0.3f, 0.5f], [1, 1, 0, 0, 1, 1, 0], 0.5f, options: Quick, most: 1, cancellation: Token).Groups;
        Assert.AreSequenceEqual(new[] { (Subgroups.Unknown, 2), (Subgroups.Other, 5) }, two.Select(group => (group.Value, group.Evaluation.Count)).OrderBy(g => g.Item2).ToArray());
    }
}
