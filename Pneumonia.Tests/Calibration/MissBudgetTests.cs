using MathNet.Numerics.Distributions;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Calibration;

[TestClass]
public sealed class MissBudgetTests
{
    // max j with scipy.stats.binom.cdf(j, n, 1 - r) <= .05
    [TestMethod]
    [DataRow(388, 0.95, 12)]
    [DataRow(388, 0.98, 3)]
    [DataRow(388, 0.99, 0)]
    [DataRow(298, 0.99, -1)]
    [DataRow(299, 0.99, 0)]
    [DataRow(20000, 0.98, 367)]
    [DataRow(200000, 0.95, 9839)]
    public void Allowed_At95Percent_MatchesSciPy(int n, double rate, int expected)
        => Assert.AreEqual(expected, MissBudget.Allowed(n, rate, 0.95));

    [TestMethod]
    [DataRow(0.95, 59)]
    [DataRow(0.98, 149)]
    [DataRow(0.99, 299)]
    public void CasesNeeded_At95Percent_AreTheKnownNumbers(double rate, int expected)
        => Assert.AreEqual(expected, MissBudget.CasesNeeded(rate, 0.95));

    [TestMethod]
    public void Allowed_AnyNumber_IsTheClopperPearsonTest()
    {
        foreach (var rate in new[] { 0.5, 0.8, 0.95, 0.99 })
            foreach (var confidence in new[] { 0.8, 0.95, 0.999 })
                for (var n = 1; n < 400; n += 7)
                {
                    var m = MissBudget.Allowed(n, rate, confidence);
                    Assert.IsTrue(m < 0 || Proportions.LowerBound(n - m, n, confidence) >= rate - 1e-9);
                    Assert.IsTrue(m + 1 >= n || Proportions.LowerBound(n - m - 1, n, confidence) < rate);
                    Assert.AreEqual(m >= 0, n >= MissBudget.CasesNeeded(rate, confidence));
                    Assert.IsLessThanOrEqualTo(1 - confidence, Binomial.CDF(1 - rate, n, m));
                }
    }

    [TestMethod]
    [DataRow(10, 0.9, 1)]
    [DataRow(50, 0.98, 1)]
    [DataRow(49, 0.98, 0)]
    [DataRow(100, 0.95, 5)]
    [DataRow(1, 0.5, 0)]
    public void Empirical_RoundNumbers_AreNotLostToRounding(int n, double rate, int expected)
        => Assert.AreEqual(expected, MissBudget.Empirical(n, rate));
}
