using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Imaging;

[TestClass]
public sealed class RealImageTests
{
    [TestMethod]
    public void Prepare_OriginalChestXRays_AllDecodeAndAreNearFullDecode()
    {
        var sum = 0.0;
        var files = Files("kermany-original");
        var pixels = new float[160 * 160];
        foreach (var file in files)
        {
            var encoded = File.ReadAllBytes(file);
            PixelRecipe.Prepare(encoded, 160, pixels);
            using var full = ImageDecoder.DecodeRaster(encoded, ImageLimits.Default, targetSide: null);
            var exact = new float[pixels.Length];
            AreaResizer.Stretch(full.View, 160, 160, exact);
            var difference = TestImages.MeanDifference(exact, pixels);
            Assert.IsLessThan(1f, difference, file);
            Assert.IsTrue(pixels.Average() is > 40 and < 220, file);
            sum += difference;
        }

        Assert.IsLessThan(0.3, sum / files.Length);
    }

    private static string[] Files(string folder)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Pneumonia.MLNet.sln"))) at = at.Parent;
        var data = Path.Combine(at?.Parent?.FullName ?? "", "shared", "data", folder);
        if (!Directory.Exists(data)) Assert.Inconclusive($"The development data set {folder} is not here.");
        return Directory.GetFiles(data, "*.jp*g", SearchOption.AllDirectories);
    }
}
