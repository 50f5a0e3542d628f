using Pneumonia.Model.Imaging;
using Pneumonia.Model.MLNet;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.TensorFlow;

[TestClass]
public sealed class SquareJpegTests
{
    public static IEnumerable<(string Name, byte[] Image)> Images =>
    [
        ("16-bit PNG", PngWriter.Write(96, 80, 16, PngWriter.Grey, static (x, y) => [(x + y) * 20])),
        ("WebP", TestImages.WebP(96, 80)),
        ("BMP", TestImages.Bmp(96, 80, static (x, y) => ((byte)x, (byte)x, (byte)x))),
        ("GIF", TestImages.Gif(96, 80, static (x, y) => x + y)),
        ("PNG", TestImages.GreyPng(96, 80, static (x, y) => x + y)),
        ("turned JPEG", JpegWriter.WithOrientation(TestImages.GreyJpeg(96, 80), 6)),
        ("colour JPEG", TestImages.ColourJpeg(96, 80)),
    ];

    [TestMethod]
    [DynamicData(nameof(Images))]
    public void Encode_EveryKindOfImage_IsAGreyJpegOfTheNetworksSideWithOurPixels(string name, byte[] image)
    {
        var jpeg = SquareJpeg.Encode(image, 224);
        var info = ImageDecoder.Inspect(jpeg);
        Assert.AreEqual((ImageFormat.Jpeg, 224, 224, false), (info.Format, info.Width, info.Height, info.IsColour), name);

        float[] expected = new float[224 * 224], found = new float[224 * 224];
        PixelRecipe.Prepare(image, 224, expected);
        PixelRecipe.Prepare(jpeg, 224, found);
        Assert.IsLessThan(1, expected.Zip(found, static (e, f) => Math.Abs(e - f)).Average(), name);
        Assert.IsLessThanOrEqualTo(8, expected.Zip(found, static (e, f) => Math.Abs(e - f)).Max(), name);
    }

    [TestMethod]
    public void Encode_SameImageTwice_SameBytes()
        => Assert.AreSequenceEqual(SquareJpeg.Encode(TestImages.GreyJpeg(300, 200), 299), SquareJpeg.Encode(TestImages.GreyJpeg(300, 200), 299));

    [TestMethod]
    public void Encode_BrokenImage_IsRefusedByItsRule()
        => Assert.AreEqual(
            ImageFault.Truncated, Assert.ThrowsExactly<UnreadableImageException>(() => SquareJpeg.Encode(TestImages.GreyJpeg(300, 200).AsSpan(0, 2000), 299)).Fault);

    [TestMethod]
    public void Contracts_OfEverySide_AreThoseThatTheNetworksTake()
        => Assert.AreSequenceEqual(
            Enum.GetValues<Pneumonia.Training.TensorFlow.ImageClassificationArchitecture>()
                .Select(static a => Pneumonia.Training.TensorFlow.Trainer.NetworkFacts.Of(a).Side).Distinct().Order(),
            JpegContracts.Sizes);
}
