using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class Png16Tests
{
    private static int Ramp(int x, int y) => (x * 257 + y * 1031) % 65536;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Decode_FullRangeGrey_KeepsAllBits(bool interlaced)
    {
        var png = PngWriter.Write(37, 29, 16, PngWriter.Grey, (x, y) => [x + y == 0 ? 65535 : Ramp(x, y)], interlaced, allFilters: true);
        var image = ImageDecoder.Decode(png);
        for (var y = 0; y < 29; y++)
        {
            for (var x = 0; x < 37; x++) Assert.AreEqual((x + y == 0 ? 65535 : Ramp(x, y)) * 255.0 / 65535, image[x, y], 1e-3, $"({x}, {y})");
        }
    }

    [TestMethod]
    public void Prepare_TwelveBitXRay_IsAsBrightAsItsEightBitTwin()
    {
        var deep = PngWriter.Write(64, 64, 16, PngWriter.Grey, (x, y) => [(x + y) * 4095 / 126]);
        var flat = TestImages.GreyPng(64, 64, (x, y) => (x + y) * 255 / 126);
        Assert.IsLessThan(1f, TestImages.MeanDifference(TestImages.Prepare(deep, 32), TestImages.Prepare(flat, 32)));
    }

    [TestMethod]
    [DataRow(0, 255)]
    [DataRow(255, 255)]
    [DataRow(256, 511)]
    [DataRow(4095, 4095)]
    [DataRow(4096, 8191)]
    [DataRow(16383, 16383)]
    [DataRow(65535, 65535)]
    public void WhitePoint_AnyMaximum_IsSmallestPowerOfTwoMinusOne(int largest, int expected)
        => Assert.AreEqual(expected, Png16Reader.WhitePoint(largest));

    [TestMethod]
    public void Decode_Colour_IsLumaOfSixteenBits()
    {
        var png = PngWriter.Write(20, 20, 16, PngWriter.Rgb, (x, y) => [65535, x * 1000, y * 2000], allFilters: true);
        var image = ImageDecoder.Decode(png);
        Assert.AreEqual((0.299 * 65535 + 0.587 * 7000 + 0.114 * 6000) / 257, image[7, 3], 0.01);
    }

    [TestMethod]
    public void Decode_Alpha_IsLaidOverBlack()
    {
        var grey = ImageDecoder.Decode(PngWriter.Write(16, 16, 16, PngWriter.GreyAlpha, (x, _) => [65535, x * 4369], allFilters: true));
        var colour = ImageDecoder.Decode(PngWriter.Write(16, 16, 16, PngWriter.RgbAlpha, (x, _) => [65535, 65535, 65535, x * 4369], interlaced: true));
        for (var x = 0; x < 16; x++)
        {
            Assert.AreEqual(x * 17, grey[x, 5], 1e-2);
            Assert.AreEqual(x * 17, colour[x, 5], 1e-2);
        }
    }

    [TestMethod]
    public void Decode_TransparentColour_IsBlack()
    {
        var png = PngWriter.Write(16, 16, 16, PngWriter.Grey, (x, _) => [x == 3 ? 0xABCD : 0xABCE], chunks: ("tRNS", [0xAB, 0xCD]));
        var image = ImageDecoder.Decode(png);
        Assert.AreEqual(0f, image[3, 0]);
        Assert.AreEqual(0xABCE / 257.0, image[4, 0], 1e-2);
    }

    [TestMethod]
    public void Inspect_SixteenBits_SaysSo()
        => Assert.AreEqual(new ImageInfo(ImageFormat.Png, 20, 18, 16, true, ImageOrientation.TopLeft),
            ImageDecoder.Inspect(PngWriter.Write(20, 18, 16, PngWriter.Rgb, (_, _) => [1, 2, 3])));

    [TestMethod]
    public void Decode_CutAnywhere_IsTruncated()
    {
        var png = PngWriter.Write(24, 24, 16, PngWriter.Grey, (x, y) => [Ramp(x, y)]);
        for (var length = 8; length < png.Length; length += 7)
        {
            var exception = Assert.ThrowsExactly<UnreadableImageException>(() => ImageDecoder.Decode(png.AsSpan(0, length)));
            Assert.AreEqual(ImageFault.Truncated, exception.Fault, $"length {length}: {exception.Message}");
        }
    }

    [TestMethod]
    public void Decode_PixelDataTooShort_IsTruncated()
    {
        var header = PngWriter.Write(24, 24, 16, PngWriter.Grey, (_, _) => [7])[16..29];
        var png = PngWriter.Assemble(("IHDR", header), ("IDAT", PngWriter.Deflate(new byte[49 * 23])), ("IEND", []));
        Assert.AreEqual(ImageFault.Truncated, Fault(png));
    }

    [TestMethod]
    public void Decode_Damaged_IsCorrupt()
    {
        var header = PngWriter.Write(24, 24, 16, PngWriter.Grey, (_, _) => [7])[16..29];
        byte[] Build(byte[] data) => PngWriter.Assemble(("IHDR", header), ("IDAT", data), ("IEND", []));
        var rows = new byte[49 * 24];
        rows[49] = 9;
        Assert.AreEqual(ImageFault.Corrupt, Fault(Build(PngWriter.Deflate(rows))), "filter 9");
        Assert.AreEqual(ImageFault.Corrupt, Fault(Build(PngWriter.Deflate(new byte[49 * 25]))), "a row too many");
        var wrongSum = PngWriter.Deflate(new byte[49 * 24]);
        wrongSum[^1] ^= 0x55;
        Assert.AreEqual(ImageFault.Corrupt, Fault(Build(wrongSum)), "Adler-32");
        var wrongCrc = Build(PngWriter.Deflate(new byte[49 * 24]));
        wrongCrc[^13] ^= 0x55;
        Assert.AreEqual(ImageFault.Corrupt, Fault(wrongCrc), "CRC-32");
    }

    private static ImageFault Fault(byte[] png) => Assert.ThrowsExactly<UnreadableImageException>(() => ImageDecoder.Decode(png)).Fault;
}
