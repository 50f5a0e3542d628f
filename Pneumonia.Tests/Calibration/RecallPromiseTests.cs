using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Calibration;

[TestClass]
public sealed class RecallPromiseTests
{
    private static readonly PromiseOptions At95 = new() { Target = 0.95 };

    [TestMethod]
    public void Choose_388Positives_AllowsTwelveMissesAt95()
    {
        // Positives at .5001, .5002, …; negatives at halves between them.
        var (p, y) = Ladder(388);
        var result = RecallPromise.Choose(p, y, null, At95);
        Assert.IsTrue(result.Certified);
        Assert.AreEqual((388, 388, 12, 12, 59), (result.Positives, result.PositivesUsed, result.Misses, result.AllowedMisses, result.PositivesNeeded));
        Assert.AreEqual(0.9503712210803691, result.LowerBound, 1e-9);
        Assert.AreEqual(376.0 / 388, result.EmpiricalRecall, 1e-15);
        // The thirteenth positive stands at .5013, the negative below it at .50125.
        Assert.AreEqual(0.501275, result.Threshold, 1e-6);
        Assert.AreEqual(0.000025, result.Margin, 1e-6);
        Assert.Contains("of 388 positive patients (one image each) 12 may be missed, and 12 are", result.Explanation);
    }

    [TestMethod]
    public void Choose_TooFewPositives_SaysHowManyItNeeds()
    {
        var (p, y) = Ladder(100);
        var result = RecallPromise.Choose(p, y, null, new() { Target = 0.98 });
        Assert.IsFalse(result.Certified);
        Assert.AreEqual((149, -1, 2), (result.PositivesNeeded, result.AllowedMisses, result.Misses));
        Assert.AreEqual(0.98, result.EmpiricalRecall, 1e-15);
        Assert.IsLessThan(0.98, result.LowerBound);
        Assert.Contains("149 positive patients would do", result.Explanation);
    }

    [TestMethod]
    [DataRow(58, false)]
    [DataRow(59, true)]
    public void Choose_AtTheEdge_CertifiesFrom59(int positives, bool certified)
    {
        var (p, y) = Ladder(positives);
        Assert.AreEqual(certified, RecallPromise.Choose(p, y, null, At95).Certified);
    }

    [TestMethod]
    public void Choose_NoPositives_PromisesNothing()
    {
        var result = RecallPromise.Choose([0.1f, 0.9f], [0, 0]);
        Assert.IsFalse(result.Certified);
        Assert.AreEqual((0, 149), (result.Positives, result.PositivesNeeded));
        Assert.AreEqual(RecallPromise.WithoutPositives, result.Threshold);
        Assert.AreEqual(double.NaN, result.EmpiricalRecall);
        Assert.AreEqual(0, result.LowerBound);
        Assert.IsFalse(RecallPromise.Choose([], []).Certified);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.7f)]
    [DataRow(1f)]
    public void Choose_AllScoresEqual_CallsAllPositive(float score)
    {
        var result = RecallPromise.Choose([.. Enumerable.Repeat(score, 400)], [.. Enumerable.Range(0, 400).Select(i => i % 2)], null, At95);
        Assert.IsTrue(result.Certified);
        Assert.AreEqual(1, result.EmpiricalRecall);
        Assert.AreEqual(score / 2, result.Threshold, 1e-7);
        // The bound is that of the misses allowed, not of the none that happened: only that one is as sure as the promise.
        Assert.IsLessThan(Proportions.LowerBound(200, 200), result.LowerBound);
        Assert.IsGreaterThanOrEqualTo(0.95, result.LowerBound);
    }

    [TestMethod]
    public void Choose_NeighbouringFloats_KeepsTheAnchorPositive()
    {
        var below = MathF.BitDecrement(0.5f);
        var result = RecallPromise.Choose([.. Enumerable.Repeat(0.5f, 60), below], [.. Enumerable.Repeat(1, 60), 0], null, At95);
        Assert.AreEqual(0.5f, result.Threshold);
        Assert.AreEqual(1, result.EmpiricalRecall);
    }

    [TestMethod]
    public void Choose_SeveralImagesAPatient_CountsEachPatientOnce()
    {
        var (p, y) = Ladder(300);
        var patients = Enumerable.Range(0, p.Length).Select(i => $"p{i / 10}").ToArray();
        var result = RecallPromise.Choose(p, y, patients, At95);
        Assert.AreEqual((300, 60, 60), (result.Positives, result.Patients, result.PositivesUsed));
        Assert.AreEqual(result, RecallPromise.Choose(p, y, patients, At95));
        var thresholds = Enumerable.Range(0, 20).Select(seed => RecallPromise.Choose(p, y, patients, At95 with { Seed = seed }).Threshold);
        Assert.IsGreaterThan(1, thresholds.Distinct().Count());
    }

    [TestMethod]
    public void Choose_DesignEffect_LiesBetweenPatientsAndImages()
    {
        var random = new Random(1);
        var patients = Enumerable.Range(0, 600).Select(i => $"p{i / 3}").ToArray();
        var own = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray();
        var by = At95 with { Clusters = ClusterRule.DesignEffect };
        PromiseResult With(double share) => RecallPromise.Choose(
            [.. Enumerable.Range(0, 600).Select(i => (float)(share * own[i / 3] + (1 - share) * random.NextDouble()))],
            [.. Enumerable.Repeat(1, 600)], patients, by);

        Assert.AreEqual(1, With(0).DesignEffect, 0.2);
        Assert.AreEqual(3, With(1).DesignEffect, 0.05);
        Assert.IsGreaterThanOrEqualTo(200, With(1).PositivesUsed);
        var half = With(0.5);
        Assert.IsTrue(half.DesignEffect is > 1.3 and < 2.7, $"{half.DesignEffect}");
        Assert.AreEqual((int)Math.Ceiling(59 * half.DesignEffect), half.PositivesNeeded);
        Assert.Contains("approximate", half.Explanation);
    }

    [TestMethod]
    public void Choose_DesignEffectFewPatients_AssumesTheWorst()
    {
        var (p, y) = Ladder(30);
        var patients = Enumerable.Range(0, p.Length).Select(i => $"p{i / 6}").ToArray();
        Assert.AreEqual(3, RecallPromise.Choose(p, y, patients, At95 with { Clusters = ClusterRule.DesignEffect }).DesignEffect);
    }

    [TestMethod]
    public void Choose_RisingCalibrator_CallsTheSameImagesPositive()
    {
        var (p, y) = Ladder(200);
        var bent = Array.ConvertAll(p, value => (value - 0.4f) * 5);
        var (a, b) = (RecallPromise.Choose(p, y, null, At95), RecallPromise.Choose(bent, y, null, At95));
        Assert.AreSequenceEqual(p.Select(value => value >= a.Threshold), bent.Select(value => value >= b.Threshold));
    }

    [TestMethod]
    public void ChooseMultiClass_Always_PromisesAnyButTheNegative()
    {
        var (p, y) = Ladder(100);
        // Classes: bacterial, normal, viral. The negative one is the middle.
        var matrix = ScoreMatrix.FromRows([.. p.Select(value => new[] { value / 4, 1 - value, value * 3 / 4 })]);
        var labels = y.Select((label, i) => label == 0 ? 1 : i % 4 == 0 ? 0 : 2).ToArray();
        var (many, binary) = (RecallPromise.ChooseMultiClass(matrix, labels, 1, null, At95), RecallPromise.Choose(p, y, null, At95));
        Assert.AreEqual(binary.Threshold, many.Threshold, 1e-6);
        Assert.AreEqual(100, many.Positives);
    }

    [TestMethod]
    public void ChooseMultiLabel_Jointly_NeedsMorePositives()
    {
        var matrix = ScoreMatrix.FromRows([.. Enumerable.Range(0, 80).Select(i => new[] { i / 100f, 1 - i / 100f })]);
        var labels = Enumerable.Repeat(1, 160).ToArray();
        var each = RecallPromise.ChooseMultiLabel(matrix, labels, null, At95);
        var both = RecallPromise.ChooseMultiLabel(matrix, labels, null, At95, jointly: true);
        Assert.AreEqual(59, each[0].PositivesNeeded);
        Assert.AreEqual(72, both[0].PositivesNeeded); // ln .025 / ln .95 = 71.9
        Assert.AreEqual(0.975, both[1].Confidence, 1e-12);
        Assert.HasCount(2, both);
    }

    [TestMethod]
    public void Choose_WrongInput_NamesValueAndRule()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => RecallPromise.Choose([0.5f], [1], null, new() { Target = 1, Confidence = 0 }));
        Assert.Contains("Target must lie strictly between 0 and 1, but is 1", error.Message);
        Assert.Contains("Confidence", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => RecallPromise.Choose([1.5f], [1]));
        Assert.ThrowsExactly<ArgumentException>(() => RecallPromise.Choose([0.5f], [1], ["a", "b"]));
    }

    /// <summary>Positives at .5 + i/10000, each with a negative half a step below.</summary>
    private static (float[] P, int[] Y) Ladder(int positives) => (
        [.. Enumerable.Range(0, 2 * positives).Select(i => (float)(0.5 + (i + 1) / 20000.0))],
        [.. Enumerable.Range(0, 2 * positives).Select(i => i % 2)]);
}
