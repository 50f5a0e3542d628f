using Pneumonia.Tests.Evaluation;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Calibration;

/// <summary>The rules that every fitted map keeps, whatever it was fitted on.</summary>
[TestClass]
public sealed class CalibratorContractTests
{
    private static readonly (string Name, float[] Scores, int[] Labels)[] Sets =
    [
        ("none", [], []),
        ("one positive", [3], [1]),
        ("one negative", [3], [0]),
        ("all positive", [1, 2, 3, 4], [1, 1, 1, 1]),
        ("all negative", [1, 2, 3, 4], [0, 0, 0, 0]),
        ("separated", [-2, -1, 1, 2], [0, 0, 1, 1]),
        ("separated backwards", [-2, -1, 1, 2], [1, 1, 0, 0]),
        ("all scores equal", [5, 5, 5, 5], [0, 1, 1, 0]),
        ("all scores zero", [0, 0, 0], [0, 1, 1]),
        ("huge", [-3e38f, -1e38f, 1e38f, 3e38f], [0, 1, 0, 1]),
        ("tiny", [1e-40f, 2e-40f, 3e-40f, 4e-40f], [0, 1, 0, 1]),
        ("reference", ReferenceData.Logits, ReferenceData.Labels),
    ];

    private static readonly (string Name, Func<float[], int[], ICalibrator> Fit)[] Fits =
    [
        ("none", (_, _) => TemperatureCalibrator.None(1)),
        ("temperature", (s, y) => TemperatureScaling.Fit(s, y)),
        ("Platt", (s, y) => PlattScaling.Fit(s, y)),
        ("isotonic", (s, y) => IsotonicRegression.Fit(s, y)),
        ("labelwise", (s, y) => new LabelwiseCalibrator([PlattScaling.Fit(s, y)])),
        ("chosen", (s, y) => CalibrationSelector.Choose(s, y, null, 1).Calibrator),
    ];

    [TestMethod]
    public void Fit_AnyData_GivesFiniteProbabilitiesThatNeverFall()
    {
        float[] ladder = [float.MinValue, -1e6f, .. Enumerable.Range(-200, 401).Select(i => i / 20f), 1e6f, float.MaxValue];
        foreach (var (set, scores, labels) in Sets)
            foreach (var (name, fit) in Fits)
            {
                var calibrator = fit(scores, labels);
                var p = new float[ladder.Length];
                calibrator.Apply(ladder, p);
                for (var i = 0; i < p.Length; i++)
                {
                    Assert.IsTrue(p[i] >= 0 && p[i] <= 1, $"{name} on {set}: {ladder[i]} gives {p[i]}");
                    Assert.IsTrue(i == 0 || p[i] >= p[i - 1], $"{name} on {set} falls at {ladder[i]}");
                }
            }
    }

    [TestMethod]
    public void Apply_WrongShape_Throws()
    {
        foreach (var (_, fit) in Fits)
            Assert.ThrowsExactly<ArgumentException>(() => fit(ReferenceData.Logits, ReferenceData.Labels).Apply([1f, 2f], new float[1]));
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureCalibrator.None(3).Apply([1f, 2f], new float[2]));
        Assert.ThrowsExactly<ArgumentException>(() => TemperatureCalibrator.None(3).Apply(ScoreMatrix.FromRows([1, 2])));
    }

    [TestMethod]
    public void Apply_ThreeClasses_IsSoftmax()
    {
        var p = new TemperatureCalibrator(2, 3).Apply(ScoreMatrix.FromRows([2, 4, 6], [1000, 0, -1000]));
        var sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        Assert.AreEqual(Math.Exp(2) / sum, p[0, 1], 1e-7);
        Assert.AreEqual(1f, p[1, 0]);
        Assert.AreEqual(0f, p[1, 2]);
    }

    [TestMethod]
    public void Parameters_OutOfRange_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PlattCalibrator(-1, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PlattCalibrator(1, double.NaN));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TemperatureCalibrator(0, 1));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibrator([0, 0], [0.1, 0.2]));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibrator([0, 1], [0.2, 0.1]));
        Assert.ThrowsExactly<ArgumentException>(() => new IsotonicCalibrator([], []));
        Assert.ThrowsExactly<ArgumentException>(() => new LabelwiseCalibrator([TemperatureCalibrator.None(2)]));
    }
}
