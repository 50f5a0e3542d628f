using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class LowDiscrepancyTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void Point_OfAnyDimension_FillsEveryAxisEvenly(int dimensions)
    {
        const int Points = 400, Cells = 10;
        var points = Enumerable.Range(1, Points).Select(i => LowDiscrepancy.Point(i, dimensions, 5)).ToArray();

        for (var d = 0; d < dimensions; d++)
        {
            var cells = points.CountBy(p => (int)(p[d] * Cells)).ToDictionary();
            Assert.HasCount(Cells, cells);
            // Pearson's statistic: random points reach 9 on average.
            Assert.IsLessThan(6, cells.Values.Sum(static n => Math.Pow(n - (Points / Cells), 2) / (Points / Cells)));
        }
    }

    [TestMethod]
    public void Point_OfThePlane_LeavesNoSquareEmpty()
    {
        var squares = Enumerable.Range(1, 200).Select(static i => LowDiscrepancy.Point(i, 2, 1)).Select(static p => ((int)(p[0] * 8), (int)(p[1] * 8))).Distinct();

        Assert.HasCount(64, squares);
    }

    [TestMethod]
    public void Point_SeedAndIndex_DecideIt()
    {
        Assert.AreSequenceEqual(LowDiscrepancy.Point(3, 3, 9), LowDiscrepancy.Point(3, 3, 9));
        Assert.AreNotSequenceEqual(LowDiscrepancy.Point(3, 3, 9), LowDiscrepancy.Point(3, 3, 10));
        Assert.AreNotSequenceEqual(LowDiscrepancy.Point(3, 3, 9), LowDiscrepancy.Point(4, 3, 9));
    }
}
