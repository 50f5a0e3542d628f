using System.Buffers.Binary;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class RefusalTests
{
    [TestMethod]
    public void Prepare_NoBytes_IsEmpty() => Refused([], ImageFault.Empty);

    [TestMethod]
    public void Prepare_ForeignFormat_NamesItAndTheWayOut()
    {
        var dicom = new byte[256];
        "DICM"u8.CopyTo(dicom.AsSpan(128));
        (byte[] Bytes, string Name)[] foreign =
        [
            (dicom, "DICOM"), ([.. "II*\0"u8, 8, 0, 0, 0], "TIFF"), ([.. "MM\0*"u8, 0, 0, 0, 8], "TIFF"), ([.. "%PDF-1.7"u8], "PDF"),
            ([0, 0, 0, 24, .. "ftypheic"u8], "HEIC"), ([0, 0, 0, 24, .. "ftypavif"u8], "AVIF"), ([0, 0, 0, 12, .. "jP  "u8], "JPEG 2000"),
        ];
        foreach (var (bytes, name) in foreign)
            Assert.Contains($"{name} file; export it as PNG or JPEG", Refused(bytes, ImageFault.UnknownFormat).Message);
    }

    [TestMethod]
    public void Prepare_UnknownBytes_ShowsThem()
        => Assert.Contains("3C 68 74 6D 6C 3E", Refused("<html>"u8.ToArray(), ImageFault.UnknownFormat).Message);

    [TestMethod]
    public void Prepare_CutAnywhere_IsTruncated()
    {
        byte[][] files =
        [
            TestImages.GreyJpeg(160, 120), TestImages.ColourJpeg(90, 70), JpegWriter.Write(8, 8, 3, (x, y) => [x * 30, 90, y * 30], progressive: true),
            TestImages.GreyPng(40, 40, (x, y) => (x * y) % 256), TestImages.Bmp(20, 20, (x, y) => ((byte)x, (byte)y, 0)),
        ];
        foreach (var file in files)
        {
            for (var length = 7; length < file.Length; length += Math.Max(1, file.Length / 60)) Refused(file[..length], ImageFault.Truncated);
            Refused(file[..^1], ImageFault.Truncated);
            Refused(file[..^2], ImageFault.Truncated);
        }
    }

    /// <summary>Their decoders call some cuts within the header damage; no cut that loses pixels may pass.</summary>
    [TestMethod]
    public void Prepare_CutGifOrWebP_IsRefused()
    {
        foreach (var file in new[] { TestImages.Gif(40, 40, (x, y) => x * y % 256), TestImages.WebP(60, 50) })
        {
            for (var length = 1; length < file.Length - 20; length += 9)
                Assert.ThrowsExactly<UnreadableImageException>(() => TestImages.Prepare(file[..length], 16), $"length {length} of {file.Length}");
        }
    }

    [TestMethod]
    public void Prepare_BytesBehindTheEnd_AreIgnored()
    {
        foreach (var file in new[] { TestImages.GreyJpeg(64, 64), TestImages.GreyPng(20, 20, (x, y) => x + y) })
            Assert.AreSequenceEqual(TestImages.Prepare(file, 16), TestImages.Prepare([.. file, .. "rubbish"u8, 0xFF, 0xD8], 16));
    }

    [TestMethod]
    public void Prepare_DamagedPng_IsCorrupt()
    {
        var png = TestImages.GreyPng(64, 64, (x, y) => x * y % 256);
        png[^24] ^= 0xFF;
        Refused(png, ImageFault.Corrupt);
    }

    [TestMethod]
    public void Prepare_HeaderBomb_IsRefusedBeforeAnythingIsAllocated()
    {
        var png = TestImages.GreyPng(20, 20, (_, _) => 1);
        var header = png[16..29];
        BinaryPrimitives.WriteInt32BigEndian(header, 20_000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 20_000);
        var flat = PngWriter.Assemble(("IHDR", header), ("IDAT", PngWriter.Deflate([0])), ("IEND", []));
        header[8] = 16;
        var deep = PngWriter.Assemble(("IHDR", header), ("IDAT", PngWriter.Deflate([0])), ("IEND", []));
        var jpeg = TestImages.GreyJpeg(64, 64);
        var frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 60_000);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), 60_000);
        var pixels = new float[16 * 16];
        foreach (var bomb in new[] { flat, deep, jpeg })
        {
            Refused(bomb, ImageFault.TooLarge);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.ThrowsExactly<UnreadableImageException>(() => PixelRecipe.Prepare(bomb, 16, pixels));
            Assert.IsLessThan(200_000, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [TestMethod]
    public void Prepare_BeyondLimits_NamesLimitAndValue()
    {
        var png = TestImages.GreyPng(40, 30, (x, y) => x + y);
        Assert.Contains("40 × 30 = 1200 pixels; 1199 is the limit", Refused(png, ImageFault.TooLarge, new() { MaxPixels = 1199 }).Message);
        Assert.Contains($"{png.Length} bytes; 20 is the limit", Refused(png, ImageFault.TooLarge, new() { MaxBytes = 20 }).Message);
        Assert.Contains("40 × 30 pixels; each side needs 31", Refused(png, ImageFault.TooSmall, new() { MinSide = 31 }).Message);
        TestImages.Prepare(png, 16, new() { MaxPixels = 1200, MaxBytes = png.Length, MinSide = 30 });
    }

    [TestMethod]
    public void Prepare_TwelveBitJpeg_IsRefusedByName()
        => Assert.Contains(
            "12 bits a channel", Refused(JpegWriter.Write(4, 4, 1, (_, _) => [128], precision: 12), ImageFault.UnknownFormat).Message);

    [TestMethod]
    public void Prepare_ThousandsOfScans_AreRefused()
        => Assert.Contains(
            "more than 64 scans", Refused(JpegWriter.Write(4, 4, 1, (_, _) => [128], progressive: true, emptyScans: 5000), ImageFault.Corrupt).Message);

    [TestMethod]
    public void Prepare_WrongRoom_NamesBoth()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => PixelRecipe.Prepare([], 16, new float[255]));
        Assert.Contains("side 16 takes 256 pixels; got room for 255", exception.Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PixelRecipe.Prepare([], 0, []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ImageDecoder.Decode([], targetSide: 0));
    }

    private static UnreadableImageException Refused(byte[] encoded, ImageFault fault, ImageLimits? limits = null)
    {
        var exception = Assert.ThrowsExactly<UnreadableImageException>(() => TestImages.Prepare(encoded, 16, limits));
        Assert.AreEqual(fault, exception.Fault, $"{encoded.Length} bytes: {exception.Message}");
        return exception;
    }
}
