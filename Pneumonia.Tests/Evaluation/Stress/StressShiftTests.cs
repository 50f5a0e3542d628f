using Pneumonia.Model.Imaging;
using Pneumonia.Training.Evaluation.Stress;

namespace Pneumonia.Tests.Evaluation.Stress;

[TestClass]
public sealed class StressShiftTests
{
    private const int Seed = 5;

    /// <summary>A ramp from 60 to 180 with a bright square off the middle.</summary>
    private static GreyImage Picture { get; } = Draw(64, 48, (x, y) => x is >= 40 and < 52 && y is >= 8 and < 20 ? 200 : 60 + (x * 120f / 63));

    public static IEnumerable<object[]> All => StressShifts.All.Select(s => new object[] { s.Name });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Apply_AnyLevel_KeepsSizeAndRange(string name)
    {
        foreach (var level in Shift(name).Levels)
        {
            var shifted = Shift(name).Apply(Picture, level, Seed);

            Assert.AreEqual((Picture.Width, Picture.Height), (shifted.Width, shifted.Height));
            Assert.IsTrue(shifted.Pixels.ToArray().All(g => g is >= 0 and <= 255));
            Assert.AreSequenceEqual(shifted.Pixels.ToArray(), Shift(name).Apply(Picture, level, Seed).Pixels.ToArray(), $"{name} {level} is not the same twice");
            Assert.IsGreaterThan(0.5, Distance(Picture, shifted) + (name == "resolution" && level >= 48 ? 1 : 0), $"{name} {level} changes nothing");
        }
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Apply_NeutralLevel_GivesTheVeryImage(string name)
    {
        if (Shift(name).Neutral is not { } neutral) return;

        Assert.AreSame(Picture, Shift(name).Apply(Picture, neutral, Seed));
    }

    [TestMethod]
    [DataRow("brightness")]
    [DataRow("contrast")]
    [DataRow("gamma")]
    [DataRow("blur")]
    [DataRow("noise")]
    [DataRow("rotation")]
    [DataRow("field of view")]
    public void Apply_FartherFromNeutral_ChangesMore(string name)
    {
        var shift = Shift(name);
        foreach (var side in new[] { shift.Levels.Where(l => l > shift.Neutral), shift.Levels.Where(l => l < shift.Neutral).Reverse() })
        {
            var distances = side.Select(l => Distance(Picture, shift.Apply(Picture, l, Seed))).ToArray();

            Assert.AreSequenceEqual(distances.Order().ToArray(), distances);
        }
    }

    [TestMethod]
    public void Brightness_Level_MovesTheMeanByIt()
        => Assert.AreEqual(Mean(Picture) - 40, Mean(Shift("brightness").Apply(Picture, -40, Seed)), 1e-3);

    [TestMethod]
    public void Contrast_Half_KeepsTheMeanAndHalvesTheSpread()
    {
        var half = Shift("contrast").Apply(Picture, 0.5, Seed);

        Assert.AreEqual(Mean(Picture), Mean(half), 1e-2);
        Assert.AreEqual(Spread(Picture) / 2, Spread(half), 1e-2);
    }

    [TestMethod]
    public void Gamma_BelowOne_BrightensAndKeepsBlackAndWhite()
    {
        var gamma = Shift("gamma").Apply(new GreyImage(3, 1, [0, 64, 255]), 0.5, Seed);

        Assert.AreEqual(0f, gamma[0, 0]);
        Assert.AreEqual(255f, gamma[2, 0]);
        Assert.AreEqual(255 * Math.Sqrt(64 / 255.0), gamma[1, 0], 1e-3);
    }

    [TestMethod]
    public void Blur_FlatImage_StaysFlatAndSpreadFalls()
    {
        var flat = Draw(20, 20, (_, _) => 77);

        Assert.AreEqual(0, Distance(flat, Shift("blur").Apply(flat, 2, Seed)), 1e-3);
        Assert.IsLessThan(Spread(Picture), Spread(Shift("blur").Apply(Picture, 4, Seed)));
    }

    [TestMethod]
    public void Noise_Level_IsTheStandardDeviationAndTheSeedDecides()
    {
        var flat = Draw(100, 100, (_, _) => 128);

        Assert.AreEqual(15, Spread(Shift("noise").Apply(flat, 15, Seed)), 0.5);
        Assert.AreNotEqual(0.0, Distance(Shift("noise").Apply(flat, 15, 1), Shift("noise").Apply(flat, 15, 2)));
    }

    [TestMethod]
    public void Jpeg_LowerQuality_IsFartherAway()
    {
        double At(double quality) => Distance(Picture, Shift("JPEG").Apply(Picture, quality, Seed));

        Assert.IsGreaterThan(At(50), At(10));
    }

    [TestMethod]
    public void Resolution_Lower_IsFartherAwayAndHigherThanTheImageChangesNothing()
    {
        Assert.IsGreaterThan(Distance(Picture, Shift("resolution").Apply(Picture, 32, Seed)), Distance(Picture, Shift("resolution").Apply(Picture, 8, Seed)));
        Assert.AreSame(Picture, Shift("resolution").Apply(Picture, 64, Seed));
    }

    [TestMethod]
    public void Rotation_QuarterTurn_IsClockwise()
    {
        var dot = Draw(9, 9, (x, y) => x == 4 && y == 1 ? 255 : 0);

        Assert.AreEqual(255, Shift("rotation").Apply(dot, 90, Seed)[7, 4], 0.01);
    }

    [TestMethod]
    public void Field_Wider_LaysABlackBorderAroundAndNarrower_CutsTheEdge()
    {
        var flat = Draw(40, 40, (x, y) => x is < 2 or > 37 || y is < 2 or > 37 ? 255 : 100);

        Assert.AreEqual(0f, Shift("field of view").Apply(flat, 1.2, Seed)[0, 20]);
        Assert.AreEqual(100f, Shift("field of view").Apply(flat, 0.8, Seed)[0, 20]);
    }

    [TestMethod]
    public void Inversion_Twice_GivesTheImageBack()
    {
        var inverted = Shift("inversion").Apply(Picture, 1, Seed);

        Assert.AreEqual(255 - Mean(Picture), Mean(inverted), 1e-3);
        Assert.AreEqual(0, Distance(Picture, Shift("inversion").Apply(inverted, 1, Seed)), 1e-4);
    }

    [TestMethod]
    public void Equalisation_DullImage_ReachesFromBlackToWhite()
    {
        var equal = Shift("equalisation").Apply(Draw(64, 64, (x, _) => 100 + (x / 2f)), 1, Seed);

        Assert.AreEqual(0f, equal.Pixels.ToArray().Min());
        Assert.AreEqual(255f, equal.Pixels.ToArray().Max(), 1e-3);
        Assert.AreEqual(127.5, Mean(equal), 6);
    }

    private static StressShift Shift(string name) => StressShifts.All.Single(s => s.Name == name);

    private static GreyImage Draw(int width, int height, Func<int, int, float> grey)
        => new(width, height, Enumerable.Range(0, width * height).Select(i => grey(i % width, i / width)).ToArray());

    private static double Mean(GreyImage image) => image.Pixels.ToArray().Average(g => (double)g);

    private static double Spread(GreyImage image)
    {
        var mean = Mean(image);
        return Math.Sqrt(image.Pixels.ToArray().Average(g => (g - mean) * (g - mean)));
    }

    private static double Distance(GreyImage a, GreyImage b)
        => a.Pixels.ToArray().Zip(b.Pixels.ToArray(), (p, q) => (double)Math.Abs(p - q)).Average();
}
