using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class PixelRecipeTests
{
    [TestMethod]
    public void Prepare_Gradient_HasItsKnownAverages()
    {
        var pixels = TestImages.Prepare(TestImages.GreyPng(256, 64, (x, _) => x), 16);
        for (var i = 0; i < pixels.Length; i++) Assert.AreEqual(i % 16 * 16 + 7.5f, pixels[i], 1e-4f);
    }

    [TestMethod]
    [DataRow(1200, 900)]
    [DataRow(1203, 901)]
    [DataRow(517, 1301)]
    public void Prepare_LargeJpeg_IsNearFullDecode(int width, int height)
    {
        foreach (var jpeg in new[] { TestImages.GreyJpeg(width, height), TestImages.ColourJpeg(width, height) })
        {
            var reduced = ImageDecoder.Decode(jpeg, targetSide: 64);
            Assert.IsLessThan(width * height / 2, reduced.Width * reduced.Height);
            Assert.IsGreaterThanOrEqualTo(128, Math.Min(reduced.Width, reduced.Height));

            var full = ImageDecoder.Decode(jpeg).Stretch(64, 64);
            Assert.IsLessThan(1f, TestImages.MeanDifference(full.Pixels, TestImages.Prepare(jpeg, 64)));
            Assert.IsLessThan(1f, TestImages.MeanDifference(full.Pixels, reduced.Stretch(64, 64).Pixels));
        }
    }

    [TestMethod]
    public void Prepare_FromManyThreads_IsBitEqual()
    {
        var files = new[]
        {
            TestImages.GreyJpeg(700, 500), TestImages.ColourJpeg(300, 333), TestImages.WebP(90, 80), TestImages.GreyPng(77, 60, (x, y) => x + y),
            PngWriter.Write(90, 70, 16, PngWriter.RgbAlpha, (x, y) => [x * 99, y * 99, 4000, 60000], allFilters: true),
            JpegWriter.WithOrientation(TestImages.GreyJpeg(222, 111), 6),
        };
        var expected = files.Select(f => TestImages.Prepare(f, 48)).ToArray();
        Parallel.For(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var actual = TestImages.Prepare(files[i % files.Length], 48);
            if (!actual.AsSpan().SequenceEqual(expected[i % files.Length])) Assert.Fail($"File {i % files.Length} differs in call {i}.");
        });
    }

    [TestMethod]
    public void Prepare_Again_AllocatesNoPixelMemory()
    {
        var jpeg = TestImages.GreyJpeg(1000, 800);
        var pixels = new float[160 * 160];
        for (var i = 0; i < 3; i++) PixelRecipe.Prepare(jpeg, 160, pixels);
        var before = GC.GetAllocatedBytesForCurrentThread();
        PixelRecipe.Prepare(jpeg, 160, pixels);
        Assert.IsLessThan(20_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void StretchTo_DecodedImage_EqualsPrepare()
    {
        var png = TestImages.GreyPng(123, 45, (x, y) => (x * 3 + y) % 256);
        var pixels = new float[32 * 32];
        ImageDecoder.Decode(png).StretchTo(32, pixels);
        Assert.AreSequenceEqual(TestImages.Prepare(png, 32), pixels);
    }

    [TestMethod]
    public void GreyImage_WrongPixelsOrPlace_NamesIt()
    {
        Assert.Contains("4 × 3 takes 12 pixels; got 11", Assert.ThrowsExactly<ArgumentException>(() => new GreyImage(4, 3, new float[11])).Message);
        var image = new GreyImage(4, 3, new float[12]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image[4, 0]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image[0, -1]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => image.Stretch(0, 4));
    }
}
