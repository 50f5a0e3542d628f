using MathNet.Numerics.Distributions;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class ProportionsTests
{
    // scipy.stats: binomtest(81, 263).proportion_ci(.95, "exact" | "wilson"); the example of Newcombe, Statistics in Medicine 17 (1998).
    [TestMethod]
    public void Intervals_NewcombesExample_MatchSciPy()
    {
        var exact = Proportions.ClopperPearson(81, 263);
        Assert.AreEqual(0.25273674558504283, exact.Lower, 1e-10);
        Assert.AreEqual(0.3676219226013475, exact.Upper, 1e-10);
        var wilson = Proportions.Wilson(81, 263);
        Assert.AreEqual(0.2552885198782742, wilson.Lower, 1e-12);
        Assert.AreEqual(0.36620957698280004, wilson.Upper, 1e-12);
    }

    // scipy.stats: beta.ppf(.05, k, n - k + 1)
    [TestMethod]
    [DataRow(376, 388, 0.9503712210803691)]
    [DataRow(385, 388, 0.980138470221471)]
    [DataRow(59, 59, 0.950492390111773)]
    [DataRow(1, 10, 0.005116196891823702)]
    [DataRow(49021, 50000, 0.9793699149451738)]
    [DataRow(98000, 100000, 0.9792564077254332)]
    public void LowerBound_OneSided_MatchesSciPy(int successes, int trials, double expected)
        => Assert.AreEqual(expected, Proportions.LowerBound(successes, trials), 1e-9);

    [TestMethod]
    public void Bounds_Always_MirrorEachOther()
        => Assert.AreEqual(1 - Proportions.LowerBound(7, 20, 0.9), Proportions.UpperBound(13, 20, 0.9), 1e-12);

    [TestMethod]
    public void Intervals_NoneOrAll_ReachTheEnds()
    {
        Assert.AreEqual(0, Proportions.Wilson(0, 10).Lower);
        Assert.AreEqual(1, Proportions.Wilson(10, 10).Upper);
        Assert.AreEqual(0, Proportions.ClopperPearson(0, 10).Lower);
        Assert.AreEqual(1, Proportions.ClopperPearson(10, 10).Upper);
        Assert.AreEqual((0.0, 1.0), (Proportions.Wilson(0, 0).Lower, Proportions.ClopperPearson(0, 0).Upper));
    }

    [TestMethod]
    [DataRow(0.98, 200)]
    [DataRow(0.6, 30)]
    public void ClopperPearson_AnyRate_CoversAtLeastItsConfidence(double rate, int n)
    {
        double covered = 0, wilson = 0;
        for (var k = 0; k <= n; k++)
        {
            covered += Proportions.ClopperPearson(k, n).Contains(rate) ? Binomial.PMF(rate, n, k) : 0;
            wilson += Proportions.Wilson(k, n).Contains(rate) ? Binomial.PMF(rate, n, k) : 0;
        }
        Assert.IsGreaterThanOrEqualTo(0.95, covered);
        Assert.AreEqual(0.95, wilson, 0.04);
    }

    [TestMethod]
    public void Intervals_OutOfRange_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Proportions.Wilson(11, 10));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Proportions.Wilson(-1, 10));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Proportions.LowerBound(1, 10, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Proportions.LowerBound(1, 10, double.NaN));
    }
}
