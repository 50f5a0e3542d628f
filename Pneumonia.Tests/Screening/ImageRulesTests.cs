using Pneumonia.Training.Screening;
using Pneumonia.Training.Screening.Rules;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class ImageRulesTests
{
    private static readonly ScreeningOptions Options = new();

    [TestMethod]
    public void Of_GoodImage_NothingToSay() => Assert.IsEmpty(ImageRules.Of(SomeTraits.Good, Options).ToArray());

    [TestMethod]
    public void Of_EachFault_IsTheOnlyFindingAndGivesTheValueFound()
    {
        foreach (var (kind, traits, value) in new (ScreeningKind, ImageTraits, string)[]
        {
            (ScreeningKind.TooSmall, SomeTraits.Good with { Height = 95 }, "1200 × 95"),
            (ScreeningKind.Overexposed, SomeTraits.Good with { White = 0.4f }, "40%"),
            (ScreeningKind.Underexposed, SomeTraits.Good with { Median = 20 }, "20"),
            (ScreeningKind.LowContrast, SomeTraits.Good with { Dark = 110, Bright = 140 }, "30 of 255"),
            (ScreeningKind.Blurred, SomeTraits.Good with { Blur = 0.8f }, "0.80"),
            (ScreeningKind.Inverted, SomeTraits.Good with { Inverted = 1 }, "0.999"),
            (ScreeningKind.Sideways, SomeTraits.Good with { Rotation = 270 }, "270°"),
            (ScreeningKind.Coloured, SomeTraits.Good with { Coloured = 0.2f }, "20.0%"),
            (ScreeningKind.Letterboxed, SomeTraits.Good with { ThinnerBar = 0.1f, Bars = 0.25f }, "25%"),
        })
        {
            var found = ImageRules.Of(traits, Options).ToArray();
            Assert.AreSequenceEqual(new[] { kind }, found.Select(static f => f.Kind).ToArray());
            Assert.Contains(value, found[0].Problem);
        }
    }

    [TestMethod]
    public void Of_ValuesAtTheirBars_AreGood()
    {
        var edge = SomeTraits.Good with
        {
            Width = Options.MinSide, White = 0.15f, Median = 40, Black = 0.5f, Dark = 0, Bright = 50, Blur = 0.68f, Rotation = 90, PoseConfidence = 0.9499f, Coloured = 0.01f, ThinnerBar = 0.06f,
        };
        Assert.IsEmpty(ImageRules.Of(edge, Options with { MaxWhite = edge.White, MaxBlur = edge.Blur, MaxColoured = edge.Coloured, MaxBar = edge.ThinnerBar }).ToArray());
    }

    [TestMethod]
    public void From_BytesOfTraits_GivesThemBack()
    {
        Assert.AreEqual(SomeTraits.Good, ImageTraits.From(SomeTraits.Good.ToBytes()));
        Assert.IsNull(ImageTraits.From([1, 2, 3]));
    }

    [TestMethod]
    public void Faults_EveryOptionOutOfRange_AllAreListed()
    {
        var wrong = new ScreeningOptions
        {
            MinSide = 0, MaxBlur = 0, MinContrast = -1, MaxWhite = 2, MaxMedian = 300, MaxBlack = -1, MinMedian = 256, PoseConfidence = 0.5, MaxColoured = double.NaN,
            MaxBar = 0.6, NearDuplicateBits = 32, LeakAuc = 0.5, FewImages = -1,
        };
        Assert.HasCount(13, wrong.Faults().ToArray());
        Assert.IsEmpty(Options.Faults().ToArray());
    }
}
