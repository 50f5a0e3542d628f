using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class OrientationTests
{
    /// <summary>Upright: 4 × 2 fields of a brightness each. Stored as the orientation wants, written out by hand from the EXIF standard.</summary>
    private static readonly int[,] s_upright = { { 10, 40, 70, 100 }, { 130, 160, 190, 220 } };

    private static readonly Dictionary<int, int[,]> s_stored = new()
    {
        [1] = new[,] { { 10, 40, 70, 100 }, { 130, 160, 190, 220 } },
        [2] = new[,] { { 100, 70, 40, 10 }, { 220, 190, 160, 130 } },
        [3] = new[,] { { 220, 190, 160, 130 }, { 100, 70, 40, 10 } },
        [4] = new[,] { { 130, 160, 190, 220 }, { 10, 40, 70, 100 } },
        [5] = new[,] { { 10, 130 }, { 40, 160 }, { 70, 190 }, { 100, 220 } },
        [6] = new[,] { { 100, 220 }, { 70, 190 }, { 40, 160 }, { 10, 130 } },
        [7] = new[,] { { 220, 100 }, { 190, 70 }, { 160, 40 }, { 130, 10 } },
        [8] = new[,] { { 130, 10 }, { 160, 40 }, { 190, 70 }, { 220, 100 } },
    };

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    [DataRow(8)]
    public void DecodeAndPrepare_AnyOrientation_AreUpright(int orientation)
    {
        var stored = s_stored[orientation];
        var (rows, columns) = (stored.GetLength(0), stored.GetLength(1));
        var jpeg = JpegWriter.WithOrientation(JpegWriter.Write(columns * 2, rows * 2, 1, (x, y) => [stored[y / 2, x / 2]]), orientation);

        Assert.AreEqual(new ImageInfo(ImageFormat.Jpeg, 64, 32, 8, false, (ImageOrientation)orientation), ImageDecoder.Inspect(jpeg));
        var image = ImageDecoder.Decode(jpeg);
        var square = TestImages.Prepare(jpeg, 8);
        Assert.AreEqual((64, 32), (image.Width, image.Height));
        for (var y = 0; y < 2; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                Assert.AreEqual(s_upright[y, x], image[x * 16 + 8, y * 16 + 8], 1, $"image ({x}, {y})");
                Assert.AreEqual(s_upright[y, x], square[(y * 4 + 2) * 8 + x * 2 + 1], 1, $"square ({x}, {y})");
            }
        }
    }

    [TestMethod]
    public void Inspect_SenselessOrientation_CountsAsUpright()
        => Assert.AreEqual(ImageOrientation.TopLeft, ImageDecoder.Inspect(JpegWriter.WithOrientation(TestImages.GreyJpeg(32, 32), 77)).Orientation);
}
