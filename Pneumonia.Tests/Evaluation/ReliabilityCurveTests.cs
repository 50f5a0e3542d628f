using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class ReliabilityCurveTests
{
    [TestMethod]
    public void Create_EqualWidth_LowerEdgeBelongsToTheBinAndOneToTheLast()
    {
        // Two bins: [0, .5) and [.5, 1].
        var curve = ReliabilityCurve.Create([0f, 0.25f, 0.5f, 1f], [0, 1, 1, 1], bins: 2);
        Assert.HasCount(2, curve.Bins);
        Assert.AreEqual(2, curve.Bins[0].Count);
        Assert.AreEqual(0.125, curve.Bins[0].MeanPredicted, 1e-12);
        Assert.AreEqual(0.5, curve.Bins[0].ObservedRate);
        Assert.AreEqual(0.75, curve.Bins[1].MeanPredicted, 1e-12);
        Assert.AreEqual((2 * 0.375 + 2 * 0.25) / 4, curve.ExpectedCalibrationError, 1e-12);
        Assert.AreEqual(0.375, curve.MaximumCalibrationError, 1e-12);
        Assert.AreEqual(Proportions.Wilson(1, 2), curve.Bins[0].Interval);
    }

    [TestMethod]
    public void Create_EqualMass_CutsEvenlyButNeverEqualProbabilities()
    {
        float[] p = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f];
        var curve = ReliabilityCurve.Create(p, [0, 0, 0, 1, 1, 1], bins: 3, Binning.EqualMass);
        Assert.AreSequenceEqual(new[] { 2, 2, 2 }, curve.Bins.Select(bin => bin.Count).ToArray());

        float[] tied = [0.1f, 0.2f, 0.2f, 0.2f, 0.2f, 0.6f];
        curve = ReliabilityCurve.Create(tied, [0, 0, 0, 1, 1, 1], bins: 3, Binning.EqualMass);
        Assert.AreSequenceEqual(new[] { 5, 1 }, curve.Bins.Select(bin => bin.Count).ToArray());
    }

    [TestMethod]
    public void Create_WellCalibrated_HasSmallError()
    {
        var random = new Random(4);
        var p = Enumerable.Range(0, 20000).Select(_ => random.NextSingle()).ToArray();
        var y = p.Select(value => random.NextDouble() < value ? 1 : 0).ToArray();
        Assert.IsLessThan(0.02, Metrics.ExpectedCalibrationError(p, y));
        Assert.IsLessThan(0.02, Metrics.ExpectedCalibrationError(p, y, 15, Binning.EqualMass));
        Assert.IsGreaterThan(0.2, Metrics.ExpectedCalibrationError(p, y.Select(label => 1 - label).ToArray()));
    }

    [TestMethod]
    public void CreateTopLabel_SureAndRightHalfTheTime_IsHalfOff()
    {
        var p = ScoreMatrix.FromRows([1, 0, 0], [0, 1, 0]);
        Assert.AreEqual(0.5, Metrics.ExpectedCalibrationError(p, [0, 2]), 1e-12);
    }
}
