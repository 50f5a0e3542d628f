using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class NetworkCostTests
{
    [TestMethod]
    public void Millions_TwiceTheSide_IsFourTimesTheCost()
    {
        var small = NetworkCost.MillionsOfMultiplications(new TinyBackbone { Side = 32 }.Read());
        var large = NetworkCost.MillionsOfMultiplications(new TinyBackbone { Side = 64 }.Read());

        Assert.IsGreaterThan(0, small);
        Assert.AreEqual(4, large / small, 0.01);
    }

    [TestMethod]
    public void Millions_EmbeddedChestBackbone_IsWhatItsLayersAddUpTo()
    {
        // Two thin ResNet-18 at 112 px: twice (22 / 64)² of the usual 1,820 million at 224 px, times (112 / 224)².
        var millions = NetworkCost.MillionsOfMultiplications(BackboneGraph.Read(BackboneFiles.Read(BackboneFiles.Chest)));

        Assert.IsInRange(85, 160, millions);
    }

    [TestMethod]
    public void Millions_MobileNetV2_IsThePublishedFigure()
        => Assert.IsInRange(295, 320, NetworkCost.MillionsOfMultiplications(BackboneGraph.Read(BackboneFiles.Read("mobilenetv2-10-features.onnx"))));
}
