using Pneumonia.Training.Calibration;

namespace Pneumonia.Tests.Calibration;

[TestClass]
public sealed class ReferBandTests
{
    private static readonly PromiseOptions At95 = new() { Target = 0.95 };

    [TestMethod]
    public void Specificity_Always_MirrorsRecall()
    {
        var (p, y) = Overlap(0.3);
        var specificity = SpecificityPromise.Choose(p, y, null, At95);
        var recall = RecallPromise.Choose(Array.ConvertAll(p, value => 1 - value), Array.ConvertAll(y, label => 1 - label), null, At95);
        Assert.AreEqual(1 - recall.Threshold, specificity.Threshold, 1e-6);
        Assert.AreEqual(recall.LowerBound, specificity.LowerBound);
        Assert.AreEqual(recall.EmpiricalRecall, specificity.EmpiricalSpecificity);
        Assert.AreEqual(recall.AllowedMisses, specificity.AllowedFalseAlarms);
        Assert.Contains("Specificity is at least 0.95", specificity.Explanation);
    }

    [TestMethod]
    public void Specificity_NegativesAtOne_CallsNothingPositive()
    {
        var result = SpecificityPromise.Choose([.. Enumerable.Repeat(1f, 100)], [.. Enumerable.Repeat(0, 100)], null, At95);
        Assert.IsTrue(result.Certified);
        Assert.IsGreaterThan(1, result.Threshold);
        Assert.AreEqual(1, result.EmpiricalSpecificity);
    }

    [TestMethod]
    public void Choose_Overlap_RefersWhatLiesBetween()
    {
        var (p, y) = Overlap(0.3);
        var band = ReferBand.Choose(p, y, null, At95, At95);
        Assert.IsLessThan(band.Upper, band.Lower);
        Assert.AreEqual(p.Count(value => value >= band.Lower && value < band.Upper), band.Referred);
        Assert.AreEqual(band.Referred / (double)p.Length, band.ReferredShare.Value);
        Assert.IsTrue(band.ReferredShare.Interval!.Contains(band.ReferredShare.Value));
        Assert.IsGreaterThan(0, band.Referred);
    }

    [TestMethod]
    public void Choose_Separated_RefersNothing()
    {
        var (p, y) = Overlap(0);
        var band = ReferBand.Choose(p, y, null, At95, At95);
        Assert.AreEqual(band.Lower, band.Upper);
        Assert.AreEqual(0, band.Referred);
        Assert.AreEqual(1, band.Specificity.EmpiricalSpecificity);
        Assert.IsTrue(band.Specificity.Certified);
    }

    [TestMethod]
    public void Choose_NoImages_DoesNotThrow()
        => Assert.AreEqual(double.NaN, ReferBand.Choose([], []).ReferredShare.Value);

    /// <summary>Negatives from 0 to ½ + overlap, positives from ½ − overlap to 1.</summary>
    private static (float[] P, int[] Y) Overlap(double overlap)
    {
        var random = new Random(9);
        var y = Enumerable.Range(0, 600).Select(i => i % 2).ToArray();
        return ([.. y.Select(label => (float)((0.49 + overlap) * random.NextDouble() + label * (0.51 - overlap)))], y);
    }
}
