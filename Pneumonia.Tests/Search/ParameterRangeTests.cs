using System.Globalization;
using CsCheck;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class ParameterRangeTests
{
    [TestMethod]
    public void Real_AnyRange_StaysInsideAndComesBack()
        => Gen.Select(Gen.Double[1e-6, 1e6], Gen.Double[1, 1e4], Gen.Bool, Gen.Double[0, 1]).Sample(
            static (low, factor, logarithmic, unit) =>
            {
                var range = new ParameterRange.Real(low, low * factor, logarithmic);
                var text = range.At(unit);
                var value = double.Parse(text, CultureInfo.InvariantCulture);
                var back = range.UnitOf(text);
                var again = double.Parse(range.At(back), CultureInfo.InvariantCulture);
                return value >= range.Low && value <= range.High && back is >= 0 and < 1 && Math.Abs(again - value) <= 2e-3 * Math.Abs(value);
            },
            iter: 2000);

    [TestMethod]
    [DataRow(0.12346, 0.12349, false)]
    [DataRow(0.12346, 0.12349, true)]
    [DataRow(3.0, 3.0, true)]
    [DataRow(0.0, 0.0, false)]
    [DataRow(-2.5, 4.0, false)]
    public void Real_NarrowOrEmptyOrNegativeRange_StaysInside(double low, double high, bool logarithmic)
    {
        var range = new ParameterRange.Real(low, high, logarithmic);
        foreach (var unit in new[] { 0, 0.3, 0.999 })
        {
            var text = range.At(unit);
            Assert.IsInRange(low, high, double.Parse(text, CultureInfo.InvariantCulture));
            Assert.IsInRange(0, 1, range.UnitOf(text));
        }
    }

    [TestMethod]
    public void Whole_AnyRange_IsInvertedExactly()
        => Gen.Select(Gen.Int[-1000, 1000], Gen.Int[0, 500], Gen.Int[1, 9], Gen.Double[0, 1]).Sample(
            static (low, span, step, unit) =>
            {
                var range = new ParameterRange.Whole(low, low + span, step);
                var text = range.At(Math.Min(unit, 1 - 1e-9));
                var value = int.Parse(text, CultureInfo.InvariantCulture);
                return value >= low && value <= low + span && (value - low) % step == 0 && range.At(range.UnitOf(text)) == text;
            },
            iter: 2000);

    [TestMethod]
    public void Choice_EveryName_IsInvertedExactlyAndEquallyLikely()
    {
        var range = new ParameterRange.Choice(["a", "b", "c"]);

        foreach (var name in range.Values) Assert.AreEqual(name, range.At(range.UnitOf(name)));
        var drawn = Enumerable.Range(0, 300).Select(i => range.At(i / 300.0)).CountBy(static n => n).ToDictionary();
        Assert.IsTrue(drawn.Values.All(static n => n == 100), string.Join(", ", drawn));
    }

    [TestMethod]
    public void SearchSpace_AtAndUnitOf_AreInverse()
    {
        var space = new SearchSpace(
            System.Collections.Immutable.ImmutableSortedDictionary<string, ParameterRange>.Empty
                .Add("rate", new ParameterRange.Real(1e-4, 1, Logarithmic: true))
                .Add("depth", new ParameterRange.Whole(18, 101))
                .Add("backbone", new ParameterRange.Choice(["small", "large"])),
            TrialParameters.Empty.With("fixed", "yes"));

        var point = space.At([0.7, 0.25, 0.5]);

        Assert.AreEqual("backbone=large depth=39 fixed=yes rate=0.01", point.ToString());
        Assert.AreEqual(point, space.At(space.UnitOf(point)));
    }
}
