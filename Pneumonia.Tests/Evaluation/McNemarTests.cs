using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

[TestClass]
public sealed class McNemarTests
{
    // scipy.stats: binomtest(3, 15).pvalue
    [TestMethod]
    public void Compare_FewDisagreements_IsExact()
    {
        var compared = Compare(both: 80, onlyA: 12, onlyB: 3, neither: 5);
        Assert.AreEqual(ComparisonTest.McNemarExact, compared.Test);
        Assert.AreEqual(0.03515625, compared.PValue, 1e-12);
        Assert.AreEqual(0.92, compared.A, 1e-15);
        Assert.AreEqual(0.09, compared.Difference, 1e-15);
        Assert.IsGreaterThan(0, compared.Interval.Lower);
    }

    // scipy.stats: chi2.sf((abs(40 - 20) - 1) ** 2 / 60, 1)
    [TestMethod]
    public void Compare_ManyDisagreements_IsChiSquared()
    {
        var compared = Compare(both: 100, onlyA: 20, onlyB: 40, neither: 10);
        Assert.AreEqual(ComparisonTest.McNemarChiSquared, compared.Test);
        Assert.AreEqual(0.014171388254012323, compared.PValue, 1e-10);
        Assert.IsLessThan(0, compared.Interval.Upper);
    }

    [TestMethod]
    public void Compare_NoDisagreement_IsOne()
    {
        Assert.AreEqual(1, Compare(5, 0, 0, 5).PValue);
        Assert.AreEqual(1, Compare(5, 2, 2, 5).PValue);
        Assert.AreEqual(1, Compare(5, 30, 30, 5).PValue, 1e-12);
    }

    [TestMethod]
    public void Compare_LengthsDiffer_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => McNemar.Compare([true], [true, false]));

    private static PairedComparison Compare(int both, int onlyA, int onlyB, int neither)
    {
        bool[] Rights(bool whereOnlyA) =>
        [
            .. Enumerable.Repeat(true, both),
            .. Enumerable.Repeat(whereOnlyA, onlyA),
            .. Enumerable.Repeat(!whereOnlyA, onlyB),
            .. Enumerable.Repeat(false, neither),
        ];
        return McNemar.Compare(Rights(true), Rights(false));
    }
}
