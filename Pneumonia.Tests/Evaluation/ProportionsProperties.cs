using CsCheck;
using MathNet.Numerics.Distributions;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

/// <summary>What holds of every interval of a rate.</summary>
[TestClass]
public sealed class ProportionsProperties
{
    private static readonly Gen<(int Hits, int Trials)> Counts = Gen.Int[1, 3000].SelectMany(static n => Gen.Int[0, n].Select(k => (k, n)));

    private static readonly Gen<double> Confidence = Gen.Double[0.5, 0.999];

    private static readonly Func<int, int, double, Interval>[] Methods = [static (k, n, c) => Proportions.Wilson(k, n, c), static (k, n, c) => Proportions.ClopperPearson(k, n, c)];

    [TestMethod]
    public void Interval_AnyCounts_LiesIn0To1AndHoldsTheRate() => Gen.Select(Counts, Confidence).Sample(static (counts, confidence) =>
    {
        foreach (var method in Methods)
        {
            var interval = method(counts.Hits, counts.Trials, confidence);
            Assert.IsTrue(interval.Lower >= 0 && interval.Upper <= 1 && interval.Lower <= interval.Upper, $"{interval}");
            Assert.IsTrue(interval.Contains((double)counts.Hits / counts.Trials), $"{interval} does not hold {counts}");
        }
    }, iter: 1000);

    [TestMethod]
    public void Interval_MoreTrialsAtTheSameRate_IsNarrower() => Gen.Select(Counts, Confidence, Gen.Int[2, 20]).Sample(static (counts, confidence, times) =>
    {
        foreach (var method in Methods)
        {
            var (few, many) = (method(counts.Hits, counts.Trials, confidence), method(counts.Hits * times, counts.Trials * times, confidence));
            Assert.IsLessThan(few.Upper - few.Lower, many.Upper - many.Lower, $"{counts} × {times}");
        }
    }, iter: 500);

    [TestMethod]
    public void Interval_MoreConfidence_HoldsTheOther() => Gen.Select(Counts, Confidence, Confidence).Sample(static (counts, one, other) =>
    {
        foreach (var method in Methods)
        {
            var (narrow, wide) = (method(counts.Hits, counts.Trials, Math.Min(one, other)), method(counts.Hits, counts.Trials, Math.Max(one, other)));
            Assert.IsTrue(wide.Lower <= narrow.Lower + 1e-12 && wide.Upper >= narrow.Upper - 1e-12, $"{counts}: {narrow}, {wide}");
        }
    }, iter: 500);

    [TestMethod]
    public void LowerBound_AnyCounts_IsTheRateThatJustAllowsThem() => Gen.Select(Counts, Confidence).Sample(static (counts, confidence) =>
    {
        var bound = Proportions.LowerBound(counts.Hits, counts.Trials, confidence);
        Assert.AreEqual(1 - bound, Proportions.UpperBound(counts.Trials - counts.Hits, counts.Trials, confidence), 1e-12);
        if (counts.Hits == 0) Assert.AreEqual(0, bound);
        else Assert.AreEqual(1 - confidence, 1 - Binomial.CDF(bound, counts.Trials, counts.Hits - 1), 1e-6, $"{counts}");
        if (counts.Hits < counts.Trials) Assert.IsGreaterThan(bound, Proportions.LowerBound(counts.Hits + 1, counts.Trials, confidence));
    }, iter: 500);
}
