using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

/// <summary>Files damaged at random: whatever happens, it is pixels in range or an <see cref="UnreadableImageException"/>.</summary>
[TestClass]
public sealed class DamagedBytesTests
{
    [TestMethod]
    public void Prepare_DamagedFiles_GivesPixelsOrRefusal()
    {
        byte[][] originals =
        [
            TestImages.GreyJpeg(64, 48), TestImages.ColourJpeg(48, 40), JpegWriter.Write(5, 4, 3, (x, y) => [x * 40, y * 50, 90], progressive: true),
            JpegWriter.Write(4, 4, 4, (x, y) => [x * 60, y * 60, 0, 200]), JpegWriter.WithOrientation(TestImages.GreyJpeg(40, 32), 6),
            TestImages.WebP(40, 30), TestImages.Gif(40, 30, (x, y) => x * y % 256), TestImages.Bmp(20, 20, (x, y) => ((byte)x, (byte)y, 9)),
            TestImages.GreyPng(40, 30, (x, y) => x * y % 256), PngWriter.Write(24, 20, 16, PngWriter.RgbAlpha, (x, y) => [x * 999, y * 999, 7, 65535], true, true),
            PngWriter.Write(30, 20, 4, PngWriter.Palette, (x, y) => [(x + y) % 16], chunks: ("PLTE", new byte[48])),
        ];
        var limits = new ImageLimits { MaxPixels = 200_000, MinSide = 1 };
        var random = new Random(4711);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 150; round++)
        {
            foreach (var original in originals)
            {
                var file = Damage(original, random);
                try
                {
                    Assert.IsTrue(TestImages.Prepare(file, 16, limits).All(v => v is >= 0 and <= 255), Convert.ToBase64String(file));
                    read++;
                }
                catch (UnreadableImageException)
                {
                    refused++;
                }
            }
        }

        Assert.IsGreaterThan(100, read);
        Assert.IsGreaterThan(300, refused);
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var file = original.ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(file.Count);
            switch (random.Next(5))
            {
                case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: file[at] = (byte)random.Next(256); break;
                case 2: file[random.Next(Math.Min(64, file.Count))] = (byte)(random.Next(2) * 255); break;
                case 3: file.Insert(at, (byte)random.Next(256)); break;
                default: file.RemoveRange(at, Math.Min(random.Next(1, 20), file.Count - at)); break;
            }

            if (file.Count == 0) break;
        }

        return [.. file];
    }
}
