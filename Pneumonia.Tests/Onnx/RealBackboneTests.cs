using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

/// <summary>The whole way on real weights: read, compare with the source, compose, compare with the reference.</summary>
[TestClass]
public sealed class RealBackboneTests
{
    private static readonly GraphVerifierOptions Options = new() { Threads = 2 };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(BackboneFiles.Chest, "map", 1, 112, 616, 14)]
    [DataRow("mobilenetv2-10-features.onnx", "clip_95", 3, 224, 1280, 7)]
    [DataRow("resnet50-v2-7-stage3-features.onnx", "resnetv24_stage4_activation0", 3, 224, 1024, 14)]
    [DataRow("squeezenet1.1-7-rebuilt.onnx", "squeezenet0_concat7", 3, 224, 512, 13)]
    public void ReadAndCompose_PublicBackbone_EqualsItsSourceAndTheReference(
        string file, string map, int channels, int side, int width, int mapSide)
    {
        var backbone = BackboneGraph.Read(BackboneFiles.Read(file));
        Assert.AreEqual(map, backbone.Site.Map);
        Assert.AreEqual((channels, side), (backbone.Input.Channels, backbone.Input.Side));
        Assert.AreEqual((width, mapSide, mapSide), (backbone.FeatureWidth, backbone.MapHeight, backbone.MapWidth));

        var difference = GraphVerifier.Verify(backbone.ToFeatureModel(), backbone, Options, TestContext.CancellationToken);
        TestContext.WriteLine($"{file}: features differ by at most {difference:G3}");

        foreach (var (task, outputs, calibration) in new[]
        {
            (ClassificationTask.Binary, 1, "isotonic"),
            (ClassificationTask.MultiClass, 4, "temperature"),
            (ClassificationTask.MultiLabel, 3, "platt"),
        })
        {
            var spec = ClassifierSpecs.Make(task, outputs, ClassifierSpecs.Calibration(calibration, outputs), backbone);
            ClassifierGraphVerifier.Verify(ClassifierGraph.Compose(spec), spec, Options, TestContext.CancellationToken);
        }
    }

    [TestMethod]
    public void Compose_TwoPublicBackbones_BatchOfFiveEqualsSingles()
    {
        var spec = ClassifierSpecs.Make(
            ClassificationTask.Binary, 1, ClassifierSpecs.Calibration("platt", 1),
            BackboneGraph.Read(BackboneFiles.Read("mobilenetv2-10-features.onnx")),
            BackboneGraph.Read(BackboneFiles.Read("squeezenet1.1-7-rebuilt.onnx")));
        var composed = ClassifierGraph.Compose(spec);
        ClassifierGraphVerifier.Verify(composed, spec, Options, TestContext.CancellationToken);

        var pixels = VerificationImages.Make(4, 5, 224);
        using var runner = new OnnxRunner(composed, 2, "classifier");
        string[] names = ["logits", "probabilities", "activation_map", "typicality"];
        var batch = runner.Run(pixels, [5, 1, 224, 224], names);
        for (var i = 0; i < 5; i++)
        {
            var single = runner.Run(pixels[(i * 224 * 224)..((i + 1) * 224 * 224)], [1, 1, 224, 224], names);
            foreach (var name in names)
            {
                var row = batch[name].Floats.Chunk(batch[name].Floats.Length / 5).ElementAt(i);
                GraphVerifier.Compare(
                    name, "must not depend on the batch", Array.ConvertAll(single[name].Floats, value => (double)value), row, 1e-5);
            }
        }
    }
}
