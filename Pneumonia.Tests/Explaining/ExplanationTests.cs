using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;
using SkiaSharp;

namespace Pneumonia.Tests.Explaining;

[TestClass]
public sealed class ExplanationTests
{
    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Explain_EveryTask_AnswersAsPredictDoes(ClassificationTask task)
    {
        using var folder = new TempFolder();
        var image = TestImages.GreyJpeg(300, 200);
        File.WriteAllBytes(folder.At("a.jpg"), image);
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(task));

        var expected = classifier.Predict(folder.At("a.jpg"));
        var explained = classifier.Explain(folder.At("a.jpg"));

        Assert.AreEqual(expected.Source, explained.Prediction.Source);
        Assert.AreEqual(expected.Decision, explained.Prediction.Decision);
        Assert.AreSequenceEqual(expected.Scores, explained.Prediction.Scores);
        Assert.IsNull(classifier.Explain(image).Prediction.Source);
        Assert.HasCount(classifier.Manifest.Thresholds.Length, explained.Maps);
        Assert.Contains(explained.Shown, explained.Maps);
    }

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Explain_MeanOfTheMap_IsTheLogitButForAConstant(ClassificationTask task)
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(task));

        var one = classifier.Explain(TestImages.GreyJpeg(300, 200, seed: 1)).Maps;
        var other = classifier.Explain(TestImages.GreyJpeg(90, 200, seed: 77)).Maps;

        // The head's bias: the same for every image, though logits and maps are not.
        for (var k = 0; k < one.Length; k++)
        {
            Assert.AreEqual(one[k].Values.Length, one[k].Width * one[k].Height);
            Assert.AreNotEqual(one[k].Logit, other[k].Logit);
            Assert.AreEqual(one[k].Offset, other[k].Offset, 1e-4f * Math.Max(1, Math.Abs(one[k].Logit)));
        }
    }

    [TestMethod]
    public void Shown_MultiClass_IsNeverTheNegativeClass()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.MultiClass));
        for (var seed = 0; seed < 8; seed++)
        {
            var explained = classifier.Explain(TestImages.GreyJpeg(120, 120, seed));
            var best = explained.Prediction.Scores.Where(s => s.Label != classifier.Manifest.NegativeClass).MaxBy(static s => s.Probability);
            Assert.AreEqual(best.Label, explained.Shown.Label);
        }
    }

    [TestMethod]
    public void Render_AnyStyle_IsAPngOfTheImagesShape()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.MultiClass));
        var explained = classifier.Explain(TestImages.GreyJpeg(300, 200));

        Assert.AreEqual((300, 200), SizeOf(explained.RenderOverlay()));
        Assert.AreEqual((60, 40), SizeOf(explained.RenderOverlay(new HeatMapStyle { MaxSide = 60 }, explained.Maps[^1].Label)));
        var (width, height) = SizeOf(explained.RenderSideBySide());
        Assert.AreEqual(200, height);
        Assert.IsGreaterThan(600, width);
        Assert.AreSequenceEqual(explained.RenderOverlay(), explained.RenderOverlay());
    }

    [TestMethod]
    public void Render_OpacityZero_IsTheGreyImage()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        var image = TestImages.GreyJpeg(64, 48);

        using var drawn = SKBitmap.Decode(classifier.Explain(image).RenderOverlay(new HeatMapStyle { Opacity = 0 }));

        var grey = ImageDecoder.Decode(image);
        for (var y = 0; y < 48; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                var pixel = drawn.GetPixel(x, y);
                Assert.AreEqual((pixel.Red, pixel.Red), (pixel.Green, pixel.Blue));
                Assert.AreEqual(grey[x, y], pixel.Red, 0.51f);
            }
        }
    }

    [TestMethod]
    public void Explain_LargeTurnedImage_IsKeptSmallAndUpright()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));

        var (width, height) = SizeOf(classifier.Explain(TestImages.GreyPng(3000, 1500, static (x, y) => (x + y) % 256)).RenderOverlay());

        Assert.AreEqual((1024, 512), (width, height));
    }

    [TestMethod]
    public void Render_BadStyleOrLabel_IsRefusedByName()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        var explained = classifier.Explain(TestImages.GreyJpeg(64, 64));

        var style = Assert.ThrowsExactly<ArgumentException>(() => explained.RenderOverlay(new HeatMapStyle { MaxSide = 5, Opacity = double.NaN })).Message;
        Assert.Contains("it is 5", style);
        Assert.Contains("Opacity must lie in 0…1", style);
        Assert.Contains("'Fracture'", Assert.ThrowsExactly<ArgumentException>(() => explained.RenderSideBySide(label: "Fracture")).Message);
    }

    [TestMethod]
    public void Explain_Unreadable_NamesTheRule()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        Assert.AreEqual(ImageFault.UnknownFormat, Assert.ThrowsExactly<UnreadableImageException>(() => classifier.Explain("no image"u8)).Fault);
    }

    private static (int Width, int Height) SizeOf(byte[] png)
    {
        var info = ImageDecoder.Inspect(png);
        Assert.AreEqual(ImageFormat.Png, info.Format);
        return (info.Width, info.Height);
    }
}
