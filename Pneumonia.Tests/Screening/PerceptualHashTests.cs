using Pneumonia.Model.Imaging;
using Pneumonia.Training.Screening.Duplicates;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class PerceptualHashTests
{
    [TestMethod]
    public void Of_MirroredImage_IsTheMirroredHash()
    {
        var image = Blobs(1);
        var mirrored = new float[64 * 64];
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 64; x++) mirrored[y * 64 + x] = image[63 - x, y];
        }

        // But for coefficients that are nothing but rounding.
        Assert.IsLessThanOrEqualTo(2, PerceptualHash.Of(image).Mirrored.Distance(PerceptualHash.Of(new GreyImage(64, 64, mirrored))));
        Assert.IsGreaterThan(60, PerceptualHash.Of(image).Distance(PerceptualHash.Of(new GreyImage(64, 64, mirrored))));
    }

    [TestMethod]
    public void Of_ResizedAndBrightened_HardlyChanges()
    {
        var image = Blobs(2);
        var other = image.Stretch(91, 130);
        var brighter = new GreyImage(91, 130, [.. other.Pixels.ToArray().Select(static p => 20 + 0.8f * p)]);
        Assert.IsLessThanOrEqualTo(16, PerceptualHash.Of(image).Distance(PerceptualHash.Of(brighter)));
        Assert.IsGreaterThan(60, PerceptualHash.Of(image).Distance(PerceptualHash.Of(Blobs(3))));
    }

    [TestMethod]
    public void Part_AllSixteen_HoldEveryBitOnce()
    {
        for (var bit = 0; bit < PerceptualHash.Bits; bit++)
        {
            var words = new ulong[4];
            words[bit / 64] = 1UL << bit % 64;
            var hash = new PerceptualHash(words[0], words[1], words[2], words[3]);
            Assert.AreEqual(1, Enumerable.Range(0, 16).Sum(p => System.Numerics.BitOperations.PopCount(hash.Part(p))), $"bit {bit}");
        }
    }

    private static GreyImage Blobs(int seed)
    {
        var random = new Random(seed);
        var blobs = Enumerable.Range(0, 40).Select(_ => (X: random.Next(64), Y: random.Next(64), Size: 2 + 8 * random.NextDouble(), Grey: random.Next(-60, 60))).ToArray();
        return new GreyImage(64, 64, [.. Enumerable.Range(0, 64 * 64).Select(i => (float)Math.Clamp(
            128 + blobs.Sum(b => b.Grey * Math.Exp(-(Math.Pow(i % 64 - b.X, 2) + Math.Pow(i / 64 - b.Y, 2)) / (b.Size * b.Size))), 0, 255))]);
    }
}
