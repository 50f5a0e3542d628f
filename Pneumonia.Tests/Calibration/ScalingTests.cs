using Pneumonia.Tests.Evaluation;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Calibration;

/// <summary>Platt, temperature and isotonic fits; the figures' source is in <see cref="ReferenceData"/>.</summary>
[TestClass]
public sealed class ScalingTests
{
    [TestMethod]
    public void Platt_ReferenceData_MatchesScikitLearn()
    {
        var fit = PlattScaling.Fit(ReferenceData.Logits, ReferenceData.Labels);
        // Theirs is by BFGS, which stops at a gradient of 1e-5.
        Assert.AreEqual(0.11567870405969552, fit.Slope, 1e-5);
        Assert.AreEqual(-0.2650366792633527, fit.Intercept, 1e-5);
    }

    [TestMethod]
    public void Platt_Separated_StaysAtItsSmoothedTargets()
    {
        var fit = PlattScaling.Fit([-10f, -10f, 10f, 10f], [0, 0, 1, 1]);
        var p = new float[2];
        fit.Apply([-10f, 10f], p);
        Assert.AreEqual(0.25, p[0], 1e-6);
        Assert.AreEqual(0.75, p[1], 1e-6);
    }

    [TestMethod]
    public void Platt_ScoresFallWithTheLabel_IsFlat()
    {
        var fit = PlattScaling.Fit([2f, 1f, -1f, -2f], [0, 0, 1, 1]);
        Assert.AreEqual(0, fit.Slope);
        Assert.AreEqual(0, fit.Intercept, 1e-12);
    }

    [TestMethod]
    public void Temperature_ReferenceData_MatchesSciPy()
    {
        Assert.AreEqual(7.217931211447855, TemperatureScaling.Fit(ReferenceData.Logits, ReferenceData.Labels).Temperature, 1e-5);
        // minimize_scalar over T of log_loss(c, softmax(s / T))
        Assert.AreEqual(1.6663776826447891, TemperatureScaling.Fit(ReferenceData.ClassScores, ReferenceData.Classes).Temperature, 1e-5);
    }

    [TestMethod]
    public void Temperature_Extremes_EndAtItsBounds()
    {
        Assert.AreEqual(TemperatureScaling.Lowest, TemperatureScaling.Fit([-1f, 1f], [0, 1]).Temperature);
        Assert.AreEqual(TemperatureScaling.Highest, TemperatureScaling.Fit([1f, -1f], [0, 1]).Temperature);
        Assert.AreEqual(1, TemperatureScaling.Fit([0f, 0f], [0, 1]).Temperature);
    }

    [TestMethod]
    public void Isotonic_ReferenceData_PoolsAsScikitLearnDoes()
    {
        var rates = IsotonicRegression.Blocks(ReferenceData.Logits, ReferenceData.Labels, []).Select(block => block.Rate).ToArray();
        Assert.HasCount(3, rates);
        Assert.AreEqual(0, rates[0], 1e-12);
        Assert.AreEqual(0.4, rates[1], 1e-12);
        Assert.AreEqual(1, rates[2], 1e-12);
    }

    [TestMethod]
    public void Isotonic_HandComputed_DrawsLinesThroughBlockCentres()
    {
        // Blocks {1, 2}: 0; {3, 4}: ½ (pooled); {5}: 1. Five images keep 1/(5 + 2) away from certainty.
        var fit = IsotonicRegression.Fit([1, 2, 3, 4, 5], [0, 0, 1, 0, 1]);
        Assert.AreSequenceEqual(new[] { 1.5, 3.5, 5 }, fit.Scores);
        Assert.AreEqual(1 / 7.0, fit.Probabilities[0], 1e-12);
        Assert.AreEqual(0.5, fit.Probabilities[1], 1e-12);
        Assert.AreEqual(6 / 7.0, fit.Probabilities[2], 1e-12);
        var p = new float[3];
        fit.Apply([-9, 2.5f, 9], p);
        Assert.AreEqual(1 / 7.0, p[0], 1e-7);
        Assert.AreEqual((1 / 7.0 + 0.5) / 2, p[1], 1e-7);
        Assert.AreEqual(6 / 7.0, p[2], 1e-7);
    }

    [TestMethod]
    public void Isotonic_Weights_CountAsCopies()
    {
        var copies = IsotonicRegression.Blocks([1, 2, 2, 2, 3], [1, 0, 0, 0, 1], []);
        var weighted = IsotonicRegression.Blocks([1, 2, 3], [1, 0, 1], [1, 3, 1]);
        Assert.AreEqual(copies[0].Rate, weighted[0].Rate, 1e-12);
        Assert.AreEqual(copies[0].Score, weighted[0].Score, 1e-12);
        Assert.ThrowsExactly<ArgumentException>(() => IsotonicRegression.Fit([1, 2], [0, 1], [1, 0]));
    }

    [TestMethod]
    public void Isotonic_ManyBlocks_AreMergedToTheMost()
    {
        // Rates 0/100, 1/100, … rise with every score: a hundred blocks.
        var scores = Enumerable.Range(0, 10000).Select(i => (float)(i / 100)).ToArray();
        var labels = Enumerable.Range(0, 10000).Select(i => i % 100 < i / 100 ? 1 : 0).ToArray();
        Assert.HasCount(100, IsotonicRegression.Blocks(scores, labels, []));
        var fit = IsotonicRegression.Fit(scores, labels);
        Assert.HasCount(IsotonicRegression.MaxKnots, fit.Scores);
        var p = fit.Apply(new ScoreMatrix(scores, scores.Length, 1)).Values.ToArray();
        Assert.IsLessThan(0.011, Enumerable.Range(0, 10000).Max(i => Math.Abs(p[i] - i / 100 / 100.0)));
    }
}
