using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class FormatTests
{
    private static int Grey(int x, int y) => (x * 8 + y * 3) % 256;

    [TestMethod]
    [DataRow(1, 255)]
    [DataRow(2, 85)]
    [DataRow(4, 17)]
    [DataRow(8, 1)]
    public void Decode_GreyPngOfFewBits_SpansTheWholeRange(int bits, int step)
    {
        var image = ImageDecoder.Decode(PngWriter.Write(33, 17, bits, PngWriter.Grey, (x, y) => [(x + y) % (1 << bits)]));
        for (var x = 0; x < 33; x++) Assert.AreEqual((x + 4) % (1 << bits) * step, image[x, 4]);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(8)]
    public void Decode_PalettePng_LooksColoursUp(int bits)
    {
        var palette = Enumerable.Range(0, 1 << bits).SelectMany(i => new[] { (byte)(255 - i), (byte)(255 - i), (byte)(255 - i) }).ToArray();
        var png = PngWriter.Write(32, 16, bits, PngWriter.Palette, (x, _) => [x % (1 << bits)], chunks: ("PLTE", palette));
        var image = ImageDecoder.Decode(png);
        for (var x = 0; x < 32; x++) Assert.AreEqual(255 - x % (1 << bits), image[x, 3]);
        Assert.AreEqual((8, true), (ImageDecoder.Inspect(png).BitsPerChannel, ImageDecoder.Inspect(png).IsColour));
    }

    [TestMethod]
    public void Decode_RgbaPng_IsLumaOverBlack()
    {
        var image = ImageDecoder.Decode(PngWriter.Write(16, 16, 8, PngWriter.RgbAlpha, (x, y) => [200, 100, 50, x == 0 ? 0 : y == 0 ? 128 : 255]));
        var luma = 0.299 * 200 + 0.587 * 100 + 0.114 * 50;
        Assert.AreEqual(0f, image[0, 5]);
        Assert.AreEqual(luma, image[5, 5], 0.5);
        Assert.AreEqual(luma * 128 / 255, image[5, 0], 1);
    }

    [TestMethod]
    public void Decode_GammaOrProfileChunk_ChangesNothing()
    {
        var plain = PngWriter.Write(16, 16, 8, PngWriter.Rgb, (x, y) => [Grey(x, y), 77, 20]);
        var tagged = PngWriter.Write(16, 16, 8, PngWriter.Rgb, (x, y) => [Grey(x, y), 77, 20], chunks: ("gAMA", [0, 0, 0x27, 0x10]));
        Assert.IsTrue(ImageDecoder.Decode(plain).Pixels.SequenceEqual(ImageDecoder.Decode(tagged).Pixels));
    }

    [TestMethod]
    public void Decode_InterlacedPng_EqualsPlain()
    {
        var plain = ImageDecoder.Decode(TestImages.GreyPng(29, 21, Grey));
        var interlaced = ImageDecoder.Decode(PngWriter.Write(29, 21, 8, PngWriter.Grey, (x, y) => [Grey(x, y)], interlaced: true, allFilters: true));
        Assert.IsTrue(plain.Pixels.SequenceEqual(interlaced.Pixels));
    }

    [TestMethod]
    public void Decode_LosslessFormats_Agree()
    {
        var png = ImageDecoder.Decode(TestImages.GreyPng(30, 20, Grey)).Pixels.ToArray();
        var bmp = TestImages.Bmp(30, 20, (x, y) => ((byte)Grey(x, y), (byte)Grey(x, y), (byte)Grey(x, y)));
        var gif = TestImages.Gif(30, 20, Grey);
        Assert.AreSequenceEqual(png, ImageDecoder.Decode(bmp).Pixels.ToArray());
        Assert.AreSequenceEqual(png, ImageDecoder.Decode(gif).Pixels.ToArray());
        Assert.AreEqual(ImageFormat.Bmp, ImageDecoder.Inspect(bmp).Format);
        Assert.AreEqual(ImageFormat.Gif, ImageDecoder.Inspect(gif).Format);
    }

    [TestMethod]
    public void Decode_WebP_IsNearItsJpegTwin()
    {
        var webp = ImageDecoder.Decode(TestImages.WebP(64, 48));
        var jpeg = ImageDecoder.Decode(TestImages.ColourJpeg(64, 48));
        Assert.AreEqual((64, 48), (webp.Width, webp.Height));
        Assert.IsLessThan(12f, TestImages.MeanDifference(webp.Pixels, jpeg.Pixels));
    }

    [TestMethod]
    [DataRow(1, false)]
    [DataRow(1, true)]
    [DataRow(3, false)]
    [DataRow(3, true)]
    public void Decode_Jpeg_IsItsLumaChannel(int components, bool progressive)
    {
        var jpeg = JpegWriter.Write(4, 3, components, (x, y) => [x * 40 + y * 20 + 30, 128, 128], progressive);
        var image = ImageDecoder.Decode(jpeg);
        for (var y = 0; y < 3; y++)
        {
            for (var x = 0; x < 4; x++) Assert.AreEqual(x * 40 + y * 20 + 30, image[x * 8 + 4, y * 8 + 4], 1);
        }

        Assert.AreEqual(components > 1, ImageDecoder.Inspect(jpeg).IsColour);
    }

    [TestMethod]
    public void Decode_CmykJpeg_IsGreyOfItsInks()
    {
        var image = ImageDecoder.Decode(JpegWriter.Write(4, 3, 4, (x, _) => [255, 255, 255, x * 60]));
        for (var x = 0; x < 4; x++) Assert.AreEqual(x * 60, image[x * 8 + 4, 4], 2);
    }
}
