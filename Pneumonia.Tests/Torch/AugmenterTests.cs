using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Augmentation;

namespace Pneumonia.Tests.Torch;

[TestClass]
public sealed class AugmenterTests
{
    private const int Side = 40;

    private static readonly byte[] Image = [.. Enumerable.Range(0, Side * Side).Select(i => (byte)((i * 7) % 251))];

    [TestMethod]
    public void Make_NoVariation_GivesTheImageItself()
    {
        var target = new float[Side * Side];
        new Augmenter(AugmentationOptions.None, Side, Side).Make(Image, 3, target);
        for (var i = 0; i < target.Length; i++) Assert.AreEqual(Image[i], target[i], 0.01f);
    }

    [TestMethod]
    public void Make_SameSeed_GivesTheSameImage()
    {
        var augmenter = new Augmenter(AugmentationOptions.Default with { BlurProbability = 1, NoiseProbability = 1, ErasingProbability = 1 }, Side, 32);
        Assert.AreSequenceEqual(Make(augmenter, 5), Make(augmenter, 5));
        Assert.AreNotEqual(Make(augmenter, 5).Sum(), Make(augmenter, 6).Sum());
    }

    [TestMethod]
    public void Make_ManySeedsAndStrengths_StaysWithinTheGreyScale()
    {
        foreach (var strength in new[] { 0.5, 1, 2 })
        {
            var augmenter = new Augmenter(AugmentationOptions.Default.WithStrength(strength), Side, 32);
            for (var seed = 0; seed < 300; seed++) Assert.IsTrue(Make(augmenter, seed).All(static v => v is >= -0.01f and <= 255.01f), $"Seed {seed}, strength {strength}.");
        }
    }

    [TestMethod]
    public void Make_OnlyFlips_GivesTheImageOrItsMirror()
    {
        var augmenter = new Augmenter(AugmentationOptions.None with { FlipProbability = 1 }, Side, Side);
        var target = Make(augmenter, 1, Side);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++) Assert.AreEqual(Image[(y * Side) + Side - 1 - x], target[(y * Side) + x], 0.02f);
        }
    }

    [TestMethod]
    public void Make_OnlyPadding_PutsABorderAround()
    {
        var white = new byte[Side * Side];
        Array.Fill(white, (byte)255);
        var augmenter = new Augmenter(AugmentationOptions.None with { PaddingProbability = 1, PaddingScale = 3 }, Side, Side);
        var darkened = Enumerable.Range(0, 50).Count(seed =>
        {
            var target = new float[Side * Side];
            augmenter.Make(white, seed, target);
            return target.Average() < 200;
        });
        Assert.IsGreaterThan(25, darkened);
    }

    [TestMethod]
    public void Make_OnlyGamma_KeepsBlackAndWhiteAndTheOrder()
    {
        byte[] ramp = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var augmenter = new Augmenter(AugmentationOptions.None with { Gamma = (2, 2) }, 16, 16);
        var target = new float[256];
        augmenter.Make(ramp, 1, target);
        Assert.AreEqual(0, target[0], 0.01f);
        Assert.AreEqual(255, target[255], 0.01f);
        Assert.AreEqual(255 * Math.Pow(100 / 255.0, 2), target[100], 0.1);
    }

    [TestMethod]
    public void Apply_Blur_KeepsTheMeanAndLowersTheSpread()
    {
        var image = Array.ConvertAll(Image, static b => (float)b);
        var (mean, spread) = (image.Average(), Spread(image));
        Blur.Apply(image, Side, 1.5);
        Assert.AreEqual(mean, image.Average(), 2f);
        Assert.IsLessThan(spread / 2, Spread(image));
    }

    [TestMethod]
    public void Add_Noise_HasTheDeviationAskedFor()
    {
        var image = new float[10_000];
        Array.Fill(image, 128);
        var random = new ImageRandom(4);
        PixelNoise.Add(image, 10, ref random);
        Assert.AreEqual(128, image.Average(), 0.5f);
        Assert.AreEqual(10, Spread(image), 0.3);
    }

    [TestMethod]
    public void Faults_RangesOutOfBounds_AreAllNamed()
    {
        var options = AugmentationOptions.Default with { CropArea = (0.9, 0.2), Gamma = (0, 1), FlipProbability = double.NaN, PaddingScale = 0.5 };
        Assert.HasCount(4, options.Faults().ToList());
        Assert.IsEmpty(AugmentationOptions.Default.WithStrength(2).Faults());
    }

    private static double Spread(float[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static float[] Make(Augmenter augmenter, int seed, int side = 32)
    {
        var target = new float[side * side];
        augmenter.Make(Image, seed, target);
        return target;
    }
}
