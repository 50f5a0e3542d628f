using CsCheck;
using MathNet.Numerics.Distributions;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Calibration;

/// <summary>What holds of every promise, whatever the scores are: it never says more than the binomial bound, and asking for more never raises the threshold.</summary>
[TestClass]
public sealed class PromiseProperties
{
    private static readonly Gen<double> Rate = Gen.Double[0.5, 0.995], Confidence = Gen.Double[0.5, 0.99];

    // Coarse probabilities: ties are frequent. Patients may have several images of either class.
    private static readonly Gen<(float P, int Y, int Patient)[]> Rows
        = Gen.Select(Gen.OneOf(Gen.Int[0, 20].Select(static i => i / 20f), Gen.Float[0f, 1f]), Gen.Int[0, 1], Gen.Int[0, 150]).Array[1, 400];

    [TestMethod]
    public void Allowed_AnyCases_IsTheInverseOfTheBinomialTail() => Gen.Select(Gen.Int[1, 5000], Rate, Confidence).Sample(static (n, rate, confidence) =>
    {
        var m = MissBudget.Allowed(n, rate, confidence);
        if (m >= 0) Assert.IsLessThanOrEqualTo(1 - confidence, Binomial.CDF(1 - rate, n, m));
        if (m + 1 < n) Assert.IsGreaterThan(1 - confidence, Binomial.CDF(1 - rate, n, m + 1));
        Assert.IsGreaterThanOrEqualTo(m, MissBudget.Allowed(n + 1, rate, confidence));
    }, iter: 1000);

    [TestMethod]
    public void Allowed_MoreAskedFor_NeverGrows() => Gen.Select(Gen.Int[1, 3000], Rate, Rate, Confidence, Confidence).Sample(static (n, r1, r2, c1, c2) =>
        Assert.IsLessThanOrEqualTo(MissBudget.Allowed(n, Math.Min(r1, r2), Math.Min(c1, c2)), MissBudget.Allowed(n, Math.Max(r1, r2), Math.Max(c1, c2))), iter: 1000);

    [TestMethod]
    public void Choose_AnyRows_PromisesNothingThatTheBoundDenies() => Gen.Select(Rows, Rate, Confidence, Gen.Int[0, 99]).Sample(static (rows, target, confidence, seed) =>
    {
        var (p, y, patients) = Split(rows);
        var result = RecallPromise.Choose(p, y, patients, new PromiseOptions { Target = target, Confidence = confidence, Seed = seed });

        Assert.AreEqual(result.PositivesUsed >= result.PositivesNeeded && result.PositivesUsed > 0, result.Certified);
        Assert.AreEqual(y.Sum(), result.Positives);
        Assert.IsLessThanOrEqualTo(result.Patients, result.PositivesUsed);
        if (!result.Certified) return;

        // One image a patient, drawn before any score was looked at: of these at most the allowed number lies below the threshold.
        Assert.IsLessThanOrEqualTo(result.AllowedMisses, result.Misses);
        Assert.IsGreaterThanOrEqualTo(target - 1e-9, Proportions.LowerBound(result.PositivesUsed - result.AllowedMisses, result.PositivesUsed, confidence));
        Assert.IsGreaterThanOrEqualTo(target - 1e-9, result.LowerBound);
        Assert.AreEqual(Metrics.Confusion(p, y, result.Threshold).Recall, result.EmpiricalRecall);
    }, iter: 500);

    [TestMethod]
    public void Choose_MoreAskedFor_NeverRaisesACertifiedThreshold() => Gen.Select(Rows, Gen.Select(Rate, Rate), Gen.Select(Confidence, Confidence)).Sample(static (rows, targets, confidences) =>
    {
        var (p, y, patients) = Split(rows);
        var less = new PromiseOptions { Target = Math.Min(targets.Item1, targets.Item2), Confidence = Math.Min(confidences.Item1, confidences.Item2) };
        var more = new PromiseOptions { Target = Math.Max(targets.Item1, targets.Item2), Confidence = Math.Max(confidences.Item1, confidences.Item2) };
        var (low, high) = (RecallPromise.Choose(p, y, patients, less), RecallPromise.Choose(p, y, patients, more));
        if (!high.Certified) return;
        Assert.IsTrue(low.Certified, "What suffices for more suffices for less.");
        Assert.IsLessThanOrEqualTo(low.Threshold, high.Threshold);
    }, iter: 500);

    [TestMethod]
    public void Choose_RowsInAnotherOrder_GivesTheSame() => Gen.Select(Rows, Rate, Gen.Int).Sample(static (rows, target, seed) =>
    {
        var options = new PromiseOptions { Target = target };
        var (p, y, patients) = Split(rows);
        var once = RecallPromise.Choose(p, y, null, options);
        new Random(seed).Shuffle(rows);
        (p, y, patients) = Split(rows);
        Assert.AreEqual(once, RecallPromise.Choose(p, y, null, options));
    }, iter: 300);

    private static (float[] P, int[] Y, string[] Patients) Split((float P, int Y, int Patient)[] rows)
        => ([.. rows.Select(static r => r.P)], [.. rows.Select(static r => r.Y)], [.. rows.Select(static r => $"p{r.Patient}")]);
}
