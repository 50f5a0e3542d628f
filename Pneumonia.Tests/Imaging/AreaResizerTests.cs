using System.Runtime.InteropServices;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class AreaResizerTests
{
    [TestMethod]
    [DataRow(64, 48, 64, 48)]
    [DataRow(64, 48, 16, 16)]
    [DataRow(61, 97, 13, 29)]
    [DataRow(333, 17, 10, 16)]
    [DataRow(100, 100, 99, 1)]
    [DataRow(1, 1, 1, 1)]
    public void Stretch_Shrinking_MatchesNaiveCoverage(int width, int height, int toWidth, int toHeight)
    {
        foreach (var kind in Enum.GetValues<SampleKind>())
        {
            var (bytes, greys) = Make(kind, width, height);
            var actual = new float[toWidth * toHeight];
            AreaResizer.Stretch(new Raster(bytes, kind, width, height), toWidth, toHeight, actual);

            var expected = NaiveCoverage(greys, width, height, width, height, toWidth, toHeight);
            for (var i = 0; i < actual.Length; i++) Assert.AreEqual(expected[i], actual[i], 1e-3, $"{kind}, pixel {i}");
        }
    }

    [TestMethod]
    public void Stretch_PartialLastColumn_CountsOnlyItsExtent()
    {
        var (bytes, greys) = Make(SampleKind.Grey8, 38, 26);
        var actual = new float[16 * 16];
        AreaResizer.Stretch(new Raster(bytes, SampleKind.Grey8, 38, 26) { WidthEighths = 301, HeightEighths = 203 }, 16, 16, actual);

        var expected = NaiveCoverage(greys, 38, 26, 301 / 8.0, 203 / 8.0, 16, 16);
        for (var i = 0; i < actual.Length; i++) Assert.AreEqual(expected[i], actual[i], 1e-3, $"pixel {i}");
    }

    [TestMethod]
    public void Stretch_Enlarging_MatchesNaiveBilinear()
    {
        var (bytes, greys) = Make(SampleKind.Grey8, 19, 16);
        var actual = new float[50 * 33];
        AreaResizer.Stretch(new Raster(bytes, SampleKind.Grey8, 19, 16), 50, 33, actual);

        for (var y = 0; y < 33; y++)
        {
            for (var x = 0; x < 50; x++)
            {
                double u = Math.Clamp((x + 0.5) * 19 / 50 - 0.5, 0, 18), v = Math.Clamp((y + 0.5) * 16 / 33 - 0.5, 0, 15);
                int left = (int)u, top = (int)v, right = Math.Min(18, left + 1), bottom = Math.Min(15, top + 1);
                double a = u - left, b = v - top;
                var expected = (greys[top * 19 + left] * (1 - a) + greys[top * 19 + right] * a) * (1 - b)
                    + (greys[bottom * 19 + left] * (1 - a) + greys[bottom * 19 + right] * a) * b;
                Assert.AreEqual(expected, actual[y * 50 + x], 1e-3);
            }
        }
    }

    [TestMethod]
    public void Stretch_Constant_StaysExactlyWithinRange()
    {
        var white = Enumerable.Repeat((byte)255, 97 * 89).ToArray();
        foreach (var size in new[] { 1, 7, 31, 64, 97, 120 })
        {
            var actual = new float[size * size];
            AreaResizer.Stretch(new Raster(white, SampleKind.Grey8, 97, 89), size, size, actual);
            Assert.IsTrue(actual.All(v => v is <= 255 and > 254.999f), $"size {size}: {actual.Min()} to {actual.Max()}");
        }
    }

    [TestMethod]
    public void Stretch_SameSize_IsBitExact()
    {
        var (bytes, greys) = Make(SampleKind.Rgba8, 53, 31);
        var actual = new float[53 * 31];
        AreaResizer.Stretch(new Raster(bytes, SampleKind.Rgba8, 53, 31), 53, 31, actual);
        Assert.AreSequenceEqual(greys.Select(g => (float)g).ToArray(), actual);
    }

    [TestMethod]
    public void Stretch_GreyStoredAsColour_StaysItself()
    {
        var bytes = Enumerable.Range(0, 256).SelectMany(v => new[] { (byte)v, (byte)v, (byte)v, (byte)255 }).ToArray();
        var actual = new float[256];
        AreaResizer.Stretch(new Raster(bytes, SampleKind.Rgba8, 256, 1), 256, 1, actual);
        Assert.AreSequenceEqual(Enumerable.Range(0, 256).Select(v => (float)v).ToArray(), actual);
    }

    [TestMethod]
    public void Stretch_Colour_IsRec601Luma()
    {
        var bytes = Enumerable.Range(0, 4096).SelectMany(i => new[] { (byte)(i * 7), (byte)(i / 3), (byte)(i * 31), (byte)255 }).ToArray();
        var actual = new float[4096];
        AreaResizer.Stretch(new Raster(bytes, SampleKind.Rgba8, 64, 64), 64, 64, actual);
        for (var i = 0; i < 4096; i++) Assert.AreEqual(0.299 * bytes[i * 4] + 0.587 * bytes[i * 4 + 1] + 0.114 * bytes[i * 4 + 2], actual[i], 0.503);
    }

    private static (byte[] Bytes, double[] Greys) Make(SampleKind kind, int width, int height)
    {
        var greys = Enumerable.Range(0, width * height).Select(i => (double)TestImages.Texture(i % width, i / width, 3)).ToArray();
        switch (kind)
        {
            case SampleKind.Grey8: return ([.. greys.Select(g => (byte)g)], greys);
            case SampleKind.Grey16: return (MemoryMarshal.AsBytes<ushort>(greys.Select(g => (ushort)g).ToArray()).ToArray(), greys);
            case SampleKind.GreyFloat: return (MemoryMarshal.AsBytes<float>(greys.Select(g => (float)g).ToArray()).ToArray(), greys);
            default:
                var bytes = greys.SelectMany((g, i) => new[] { (byte)g, (byte)(i * 3), (byte)(i / 5), (byte)255 }).ToArray();
                return (bytes, [.. bytes.Chunk(4).Select(p => (double)((19595 * p[0] + 38470 * p[1] + 7471 * p[2] + 32768) >> 16))]);
        }
    }

    private static double[] NaiveCoverage(double[] greys, int width, int height, double extentX, double extentY, int toWidth, int toHeight)
    {
        var result = new double[toWidth * toHeight];
        double stepX = extentX / toWidth, stepY = extentY / toHeight;
        for (var y = 0; y < toHeight; y++)
        {
            for (var x = 0; x < toWidth; x++)
            {
                var sum = 0.0;
                for (var v = (int)(y * stepY); v < height && v < (y + 1) * stepY; v++)
                {
                    for (var u = (int)(x * stepX); u < width && u < (x + 1) * stepX; u++)
                    {
                        sum += greys[v * width + u] * Math.Max(0, Math.Min(v + 1, (y + 1) * stepY) - Math.Max(v, y * stepY))
                            * Math.Max(0, Math.Min(u + 1, (x + 1) * stepX) - Math.Max(u, x * stepX));
                    }
                }

                result[y * toWidth + x] = sum / (stepX * stepY);
            }
        }

        return result;
    }
}
