using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class MetricsTests
{
    private static readonly int[] Y = ReferenceData.Labels;
    private static readonly float[] P = ReferenceData.P;

    [TestMethod]
    public void Accuracy_SeedsExample_Is060()
    {
        var scores = ScoreMatrix.FromRows([30, 1, 10, 80], [-10, 20, 0, -5], [27, 50, 9, 30], [-1, 0, 84, 3], [5, 2, 10, 0]);
        Assert.AreEqual(0.6, Metrics.Accuracy(scores, [0, 1, 1, 2, 3]), 1e-15);
    }

    [TestMethod]
    public void ArgMax_Ties_TakesTheLowestIndex()
    {
        Assert.AreEqual(1, Metrics.ArgMax([0, 5, 5, 1]));
        Assert.AreEqual(0, Metrics.ArgMax([-0f, 0f]));
        Assert.ThrowsExactly<ArgumentException>(() => Metrics.ArgMax([]));
    }

    [TestMethod]
    public void Confusion_ScoreAtThreshold_IsPositive()
        => Assert.AreEqual(new BinaryConfusion(1, 1, 0, 1), Metrics.Confusion([0.5f, 0.5f, 0.4f], [1, 0, 1], 0.5f));

    [TestMethod]
    public void Confusion_ReferenceData_MatchesScikitLearn()
    {
        var c = Metrics.Confusion(P, Y, 0.5f);
        Assert.AreEqual(new BinaryConfusion(12, 12, 24, 12), c);
        Assert.AreEqual(0.16666666666666666, c.Mcc, 1e-15);
        Assert.AreEqual(0.5833333333333333, c.BalancedAccuracy, 1e-15);
        Assert.AreEqual(0.5, c.F1, 1e-15);
    }

    [TestMethod]
    public void BinaryConfusion_HandComputed_AllRates()
    {
        var c = new BinaryConfusion(TruePositives: 90, FalsePositives: 20, TrueNegatives: 60, FalseNegatives: 10);
        Assert.AreEqual(150.0 / 180, c.Accuracy, 1e-15);
        Assert.AreEqual(0.9, c.Recall, 1e-15);
        Assert.AreEqual(0.75, c.Specificity, 1e-15);
        Assert.AreEqual(90.0 / 110, c.Precision, 1e-15);
        Assert.AreEqual(60.0 / 70, c.NegativePredictiveValue, 1e-15);
        Assert.AreEqual(180.0 / 210, c.F1, 1e-15);
        Assert.AreEqual(450.0 / 510, c.F2, 1e-15); // 5·90 / (5·90 + 4·10 + 20)
        Assert.AreEqual((90.0 * 60 - 20 * 10) / Math.Sqrt(110.0 * 100 * 80 * 70), c.Mcc, 1e-15);
    }

    [TestMethod]
    public void BinaryConfusion_NothingToDivideBy_IsNaN()
    {
        var none = new BinaryConfusion(0, 0, 5, 0);
        Assert.AreEqual(double.NaN, none.Recall);
        Assert.AreEqual(double.NaN, none.Precision);
        Assert.AreEqual(double.NaN, none.Mcc);
        Assert.AreEqual(double.NaN, none.BalancedAccuracy);
        Assert.AreEqual(double.NaN, none.F1);
        Assert.AreEqual(1, none.Specificity);
        Assert.AreEqual(0, new BinaryConfusion(0, 1, 5, 0).F1);
    }

    [TestMethod]
    public void RankingAndProbability_ReferenceData_MatchScikitLearn()
    {
        Assert.AreEqual(0.6412037037037037, Metrics.RocAuc(P, Y), 1e-14);
        Assert.AreEqual(0.5877285310212751, Metrics.AveragePrecision(P, Y), 1e-14);
        Assert.AreEqual(0.23383854333714915, Metrics.Brier(P, Y), 1e-14);
        Assert.AreEqual(0.652616218328087, Metrics.LogLoss(P, Y), 1e-14);
    }

    [TestMethod]
    public void MultiClass_ReferenceData_MatchesScikitLearn()
    {
        var (p, c) = (ReferenceData.ClassProbabilities, ReferenceData.Classes);
        Assert.AreEqual(0.8666666666666667, Metrics.Accuracy(p, c), 1e-14);
        Assert.AreEqual(0.5737124176058105, Metrics.LogLoss(p, c), 1e-7);
        Assert.AreEqual(0.9754166666666667, Metrics.RocAuc(p, c), 1e-14);
        var areas = Metrics.RocAucPerClass(ReferenceData.ClassScores, c);
        Assert.AreEqual(0.878125, areas[0], 1e-14);
        Assert.AreEqual(0.901875, areas[1], 1e-14);
        Assert.AreEqual(0.89375, areas[2], 1e-14);
    }

    [TestMethod]
    public void RocAuc_TiesAndExtremes_AreExact()
    {
        Assert.AreEqual(0.5, Metrics.RocAuc([3, 3, 3, 3], [0, 1, 0, 1]));
        Assert.AreEqual(1, Metrics.RocAuc([-5, 1e30f], [0, 1]));
        Assert.AreEqual(0, Metrics.RocAuc([2, 1], [0, 1]));
        Assert.AreEqual(0.875, Metrics.RocAuc([1, 2, 2, 3], [0, 0, 1, 1]));
    }

    [TestMethod]
    public void Metrics_WithoutPositivesOrImages_AreNaN()
    {
        Assert.AreEqual(double.NaN, Metrics.RocAuc([0.1f, 0.2f], [0, 0]));
        Assert.AreEqual(double.NaN, Metrics.AveragePrecision([0.1f, 0.2f], [0, 0]));
        Assert.AreEqual(double.NaN, Metrics.RocAuc([], []));
        Assert.AreEqual(double.NaN, Metrics.Brier(ReadOnlySpan<float>.Empty, []));
        Assert.AreEqual(double.NaN, Metrics.LogLoss(ReadOnlySpan<float>.Empty, []));
        Assert.AreEqual(double.NaN, Metrics.ExpectedCalibrationError(ReadOnlySpan<float>.Empty, []));
        Assert.AreEqual(double.NaN, Metrics.Accuracy(new ScoreMatrix([], 0, 2), []));
        Assert.IsEmpty(Metrics.RocCurve([0.1f], [0]));
        Assert.IsEmpty(Metrics.PrecisionRecallCurve([0.1f], [0]));
    }

    [TestMethod]
    public void RocAuc_ClassWithoutImages_IsLeftOutOfTheMean()
    {
        var scores = ScoreMatrix.FromRows([2, 1, 0], [1, 2, 0], [3, 0, 0]);
        Assert.AreEqual(double.NaN, Metrics.RocAucPerClass(scores, [0, 1, 0])[2]);
        Assert.AreEqual(1, Metrics.RocAuc(scores, [0, 1, 0]));
    }

    [TestMethod]
    public void RocAucPerLabel_Always_IsEachColumnsArea()
    {
        var scores = ScoreMatrix.FromRows([1, 4], [2, 3], [3, 2]);
        Assert.AreSequenceEqual(new[] { 0.5, 1.0 }, Metrics.RocAucPerLabel(scores, [0, 1, 1, 1, 0, 0]));
    }

    [TestMethod]
    public void RocCurve_ReferenceData_MatchesScikitLearn()
    {
        var curve = Metrics.RocCurve(P, Y);
        // scikit-learn keeps 24: it drops points between equal steps only, this drops every point on a straight line.
        Assert.HasCount(23, curve);
        Assert.AreEqual(6.0 / 36, curve[5].FalsePositiveRate, 1e-15);
        Assert.AreEqual(8.0 / 24, curve[5].Recall, 1e-15);
        Assert.AreEqual(0.65, curve[5].Threshold, 1e-7);
        Assert.AreEqual(new RocPoint(1, 1, P.Min()), curve[^1]);
        var area = curve.Zip(curve.Skip(1), (a, b) => (b.FalsePositiveRate - a.FalsePositiveRate) * (a.Recall + b.Recall) / 2).Sum();
        Assert.AreEqual(Metrics.RocAuc(P, Y), area, 1e-14);
    }

    [TestMethod]
    public void PrecisionRecallCurve_ReferenceData_AddsUpToAveragePrecision()
    {
        var curve = Metrics.PrecisionRecallCurve(P, Y);
        double sum = 0, before = 0;
        foreach (var point in curve)
            (sum, before) = (sum + (point.Recall - before) * point.Precision, point.Recall);
        Assert.AreEqual(Metrics.AveragePrecision(P, Y), sum, 1e-14);
        Assert.AreEqual(new PrecisionRecallPoint(1, 24.0 / 54, P.Where((_, i) => Y[i] == 1).Min()), curve.First(point => point.Recall == 1));
    }

    [TestMethod]
    public void LogLoss_CertainError_IsCutOff()
    {
        Assert.AreEqual(-Math.Log(1e-15), Metrics.LogLoss([0f], [1]), 1e-12);
        Assert.AreEqual(-Math.Log(1e-15), Metrics.LogLoss([1f], [0]), 1e-12);
        Assert.AreEqual(0, Metrics.LogLoss([1f, 0f], [1, 0]), 1e-15);
        Assert.AreEqual(-Math.Log((double)1e-12f), Metrics.LogLoss([1e-12f], [1]), 1e-12);
    }

    [TestMethod]
    public void Brier_ManyImages_CrossesChunks()
    {
        var (p, y) = ReferenceData.Random(2500, 5);
        Assert.AreEqual(p.Zip(y, (a, b) => ((double)a - b) * ((double)a - b)).Average(), Metrics.Brier(p, y), 1e-13);
        Assert.AreEqual(p.Zip(y, (a, b) => -Math.Log(b == 1 ? (double)a : 1.0 - a)).Average(), Metrics.LogLoss(p, y), 1e-13);
    }

    [TestMethod]
    public void Brier_TwoClasses_IsTwiceTheBinaryScore()
    {
        var two = ScoreMatrix.FromRows([.. P.Select(p => new[] { 1 - p, p })]);
        Assert.AreEqual(2 * Metrics.Brier(P, Y), Metrics.Brier(two, Y), 1e-7);
    }

    [TestMethod]
    public void ClassConfusion_Versus_AddsUp()
    {
        var confusion = Metrics.Confusion([0, 1, 2, 2, 1], [0, 1, 1, 2, 0], 3);
        Assert.AreEqual(1, confusion[1, 2]);
        Assert.AreEqual(0.6, confusion.Accuracy, 1e-15);
        Assert.AreEqual(new BinaryConfusion(1, 1, 2, 1), confusion.Versus(1));
        Assert.AreEqual(new BinaryConfusion(1, 0, 3, 1), confusion.Versus(0));
    }

    [TestMethod]
    public void Metrics_WrongInput_NamesValueAndRule()
    {
        Assert.Contains("each of 2, but holds 1", Assert.ThrowsExactly<ArgumentException>(() => Metrics.RocAuc([1, 2], [1])).Message);
        Assert.Contains("0…1, but label 1 is 2", Assert.ThrowsExactly<ArgumentException>(() => Metrics.RocAuc([1, 2], [1, 2])).Message);
        Assert.Contains("value 0 is 1.5", Assert.ThrowsExactly<ArgumentException>(() => Metrics.Brier([1.5f], [1])).Message);
        Assert.Contains("[0, 1]", Assert.ThrowsExactly<ArgumentException>(() => Metrics.LogLoss([-0.1f], [1])).Message);
        Assert.Contains("finite", Assert.ThrowsExactly<ArgumentException>(() => Metrics.RocAuc([float.NaN], [1])).Message);
        Assert.Contains("label 0 is -1", Assert.ThrowsExactly<ArgumentException>(() => Metrics.Accuracy(ScoreMatrix.FromRows([1, 2]), [-1])).Message);
    }
}
