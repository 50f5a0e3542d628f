using CsCheck;
using Pneumonia.Training.Calibration;

namespace Pneumonia.Tests.Calibration;

/// <summary>Of every calibrator, whatever it was fitted on: probabilities that never fall with the score, and so the order of no two images turned round.</summary>
[TestClass]
public sealed class CalibratorProperties
{
    private static readonly Func<float[], int[], ICalibrator>[] Fits =
    [
        static (s, y) => TemperatureScaling.Fit(s, y), static (s, y) => PlattScaling.Fit(s, y), static (s, y) => IsotonicRegression.Fit(s, y),
        static (s, y) => CalibrationSelector.Choose(s, y, null, 1).Calibrator,
    ];

    private static readonly Gen<(float Score, int Label)[]> Rows
        = Gen.Select(Gen.OneOf(Gen.Int[-6, 6].Select(static i => i / 2f), Gen.Float[-30f, 30f]), Gen.Int[0, 1]).Array[0, 80];

    [TestMethod]
    public void Apply_AnyFit_NeverFallsAndStaysIn0To1() => Gen.Select(Rows, Gen.Float[-100f, 100f].Array[2, 60]).Sample(static (rows, asked) =>
    {
        Array.Sort(asked);
        foreach (var fit in Fits)
        {
            var calibrator = fit([.. rows.Select(static r => r.Score)], [.. rows.Select(static r => r.Label)]);
            var p = new float[asked.Length];
            calibrator.Apply(asked, p);
            for (var i = 0; i < p.Length; i++)
                Assert.IsTrue(p[i] >= 0 && p[i] <= 1 && (i == 0 || p[i] >= p[i - 1]), $"{calibrator.Method}: {asked[i]} gives {p[i]}");
        }
    }, iter: 150);

    [TestMethod]
    public void Apply_AnyFit_TurnsNoPairRound() => Rows.Where(static r => r.Length > 1).Sample(static rows =>
    {
        float[] scores = [.. rows.Select(static r => r.Score)];
        int[] labels = [.. rows.Select(static r => r.Label)];
        foreach (var fit in Fits)
        {
            var p = new float[scores.Length];
            var calibrator = fit(scores, labels);
            calibrator.Apply(scores, p);
            // Isotonic steps may tie what was apart, which costs at most half a pair; nothing is ever ranked the other way.
            foreach (var ((s, q), (t, r)) in scores.Zip(p).Zip(scores.Zip(p).Skip(1))) Assert.IsTrue(s == t ? q == r : s < t ? q <= r : q >= r, $"{calibrator.Method}");
        }
    }, iter: 150);
}
