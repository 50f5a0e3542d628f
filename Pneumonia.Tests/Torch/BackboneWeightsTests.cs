using Pneumonia.Tests.Onnx;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

[TestClass]
public sealed class BackboneWeightsTests
{
    public static IEnumerable<object[]> Names => Samples.Networks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_OwnGraph_GivesTheSameFunction(string name)
    {
        var plan = NetworkPlan.Of(Samples.Networks[name]);
        var weights = Samples.Weights(plan, 2, seed: 9);
        var read = weights.With(BackboneWeights.Read(plan, NetworkGraph.Write(plan, weights)));
        var pixels = Samples.Pixels(2, plan.Spec.InputSize);
        var expected = Samples.OnnxLogits(plan, weights, pixels, 2);
        var found = Samples.OnnxLogits(plan, read, pixels, 2);
        for (var i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], found[i], 1e-4f * Math.Max(1, expected.Max(Math.Abs)));
    }

    [TestMethod]
    [DataRow("chest-resnetv2-18w32-160.onnx")]
    [DataRow("mobilenetv2-10-features.onnx")]
    [DataRow("resnet50-v2-7-stage3-features.onnx")]
    public void Read_PublicBackbone_GivesItsFeatures(string file)
    {
        var bytes = BackboneFiles.Read(file);
        var spec = file switch
        {
            "mobilenetv2-10-features.onnx" => NetworkSpec.MobileNetV2().ForImageNet(),
            "resnet50-v2-7-stage3-features.onnx" => (NetworkSpec.ResNetV2(50) with { Blocks = [3, 4, 6] }).ForImageNet(),
            _ => NetworkSpec.Default with { Width = 32, Normalisation = InputNormalisation.Scaled },
        };
        var graph = BackboneGraph.Read(bytes);
        var plan = NetworkPlan.Of(spec with { InputSize = graph.Input.Side });
        var written = NetworkGraph.Write(plan, BackboneWeights.Read(plan, bytes));
        var pixels = Samples.Pixels(1, graph.Input.Side);
        var expected = Features(graph.ToFeatureModel(), pixels, graph.Input.Side);
        var found = Features(written, pixels, graph.Input.Side);
        Assert.HasCount(expected.Length, found);
        for (var i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], found[i], 2e-4f * Math.Max(1, expected.Max()));
    }

    [TestMethod]
    public void Read_EmbeddedBackboneOfTwoMembers_GivesTheFirst()
    {
        var bytes = BackboneFiles.Read(BackboneFiles.Chest);
        var plan = NetworkPlan.Of(NetworkSpec.Default);
        var pixels = Samples.Pixels(1, NetworkSpec.Default.InputSize);
        var both = Features(BackboneGraph.Read(bytes).ToFeatureModel(), pixels, NetworkSpec.Default.InputSize);
        var first = Features(NetworkGraph.Write(plan, BackboneWeights.Read(plan, bytes)), pixels, NetworkSpec.Default.InputSize);
        // Two earlier depths of both, then the last of both.
        var last = both[^(2 * first.Length)..];
        Assert.HasCount(2 * first.Length * 7 / 4, both);
        for (var i = 0; i < first.Length; i++) Assert.AreEqual(last[i], first[i], 2e-4f * Math.Max(1, last.Max()));
    }

    [TestMethod]
    public void Read_OtherWidth_NamesBothShapes()
    {
        var other = NetworkPlan.Of(NetworkSpec.Default with { Width = 8, InputSize = 64 });
        var bytes = NetworkGraph.Write(other, Samples.Weights(other, 1, seed: 1));
        var plan = NetworkPlan.Of(NetworkSpec.Default with { Width = 16, InputSize = 64 });
        var error = Assert.ThrowsExactly<EndToEndException>(() => BackboneWeights.Read(plan, bytes));
        Assert.Contains("64 channels", error.Message);
        Assert.Contains("128", error.Message);
    }

    [TestMethod]
    public void Read_OtherDepth_NamesThePlace()
    {
        var other = NetworkPlan.Of(NetworkSpec.Default with { Width = 8, InputSize = 64, Blocks = [2, 2, 2, 3] });
        var bytes = NetworkGraph.Write(other, Samples.Weights(other, 1, seed: 1));
        var plan = NetworkPlan.Of(NetworkSpec.Default with { Width = 8, InputSize = 64 });
        var error = Assert.ThrowsExactly<EndToEndException>(() => BackboneWeights.Read(plan, bytes));
        Assert.Contains(plan.Spec.Name, error.Message);
        Assert.Contains("stage", error.Message);
    }

    [TestMethod]
    public void Read_OtherFamily_IsRefused()
    {
        var other = NetworkPlan.Of(NetworkSpec.Vgg(11) with { Width = 8, InputSize = 64 });
        var bytes = NetworkGraph.Write(other, Samples.Weights(other, 1, seed: 1));
        var plan = NetworkPlan.Of(NetworkSpec.MobileNetV2() with { InputSize = 64 });
        Assert.ThrowsExactly<EndToEndException>(() => BackboneWeights.Read(plan, bytes));
    }

    private static float[] Features(byte[] model, float[] pixels, int side)
    {
        using var runner = new OnnxRunner(model, 1, "backbone");
        return runner.Run(pixels, [1, 1, side, side], "features")["features"].Floats;
    }
}
