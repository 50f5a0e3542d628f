using Pneumonia.Model;
using Pneumonia.Training.Evaluation.HeatMaps;

namespace Pneumonia.Tests.Evaluation.HeatMaps;

[TestClass]
public sealed class DeletionInsertionTests
{
    private const int Side = 20;

    // Speaks for its top row most, for its bottom row least.
    private static readonly ActivationMap Map = new("P", 2, 2, [2, 1, -1, -2], 0);

    [TestMethod]
    public void OrderOf_Map_BeginsAtItsPeakAndHoldsEveryPixel()
    {
        var order = DeletionInsertion.OrderOf(Map, Side);
        Assert.AreEqual(0, order[0]);
        Assert.AreEqual((Side * Side) - 1, order[^1]);
        Assert.AreSequenceEqual(Enumerable.Range(0, Side * Side), order.Order());
    }

    [TestMethod]
    public void Measure_NetworkThatReadsTheTop_DropsSoonerInTheMapsOrder()
    {
        var (pixels, black) = (new float[Side * Side], new float[Side * Side]);
        Array.Fill(pixels, 200);

        var map = DeletionInsertion.Measure(TopQuarter, pixels, black, DeletionInsertion.OrderOf(Map, Side));
        var reverse = DeletionInsertion.Measure(TopQuarter, pixels, black, [.. DeletionInsertion.OrderOf(Map, Side).Reverse()]);

        Assert.IsLessThan(0.3, map.Deletion);
        Assert.IsGreaterThan(0.7, map.Insertion);
        Assert.IsGreaterThan(0.7, reverse.Deletion);
        Assert.IsLessThan(0.3, reverse.Insertion);
    }

    [TestMethod]
    public void Measure_NetworkThatNeverChanges_HasItsProbabilityAsArea()
    {
        var curve = DeletionInsertion.Measure(static (_, n) => [.. Enumerable.Repeat(0.25f, n)], new float[Side * Side], new float[Side * Side], DeletionInsertion.OrderOf(Map, Side));
        Assert.AreEqual(0.25, curve.Deletion, 1e-9);
        Assert.AreEqual(0.25, curve.Insertion, 1e-9);
    }

    [TestMethod]
    public void RandomOrder_SameSeed_IsTheSame()
    {
        Assert.AreSequenceEqual(DeletionInsertion.RandomOrder(Map, Side, 3), DeletionInsertion.RandomOrder(Map, Side, 3));
        Assert.HasCount(2, new[] { DeletionInsertion.RandomOrder(Map, Side, 1)[0], DeletionInsertion.RandomOrder(Map, Side, 2)[0], DeletionInsertion.RandomOrder(Map, Side, 4)[0], 0 }.Distinct().Take(2));
    }

    private static float[] TopQuarter(ReadOnlyMemory<float> pixels, int count)
        => [.. Enumerable.Range(0, count).Select(i => pixels.Span.Slice(i * Side * Side, Side * Side / 4).ToArray().Average() / 200)];
}
