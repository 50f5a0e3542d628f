using Pneumonia.Training;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

[TestClass]
public sealed class NetworkGraphTests
{
    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Names => Samples.Networks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Write_AnyNetwork_IsReadAsBackbone(string name)
    {
        var plan = NetworkPlan.Of(Samples.Networks[name]);
        var graph = BackboneGraph.Read(NetworkGraph.Write(plan, Samples.Weights(plan, 1, seed: 2)));
        Assert.AreEqual(plan.Features, graph.FeatureWidth);
        Assert.AreEqual(NetworkGraph.MapSide(plan), graph.MapHeight);
        Assert.AreEqual(plan.Spec.InputSize, graph.Input.Side);
        Assert.IsLessThan(1e-3, GraphVerifier.Verify(graph.ToFeatureModel(), graph, cancellation: TestContext.CancellationToken));
    }

    [TestMethod]
    public void Write_TwoMembers_LaysTheirFeaturesSideBySide()
    {
        var plan = NetworkPlan.Of(Samples.Networks["two-stages"]);
        var (a, b) = (Samples.Weights(plan, 1, seed: 2), Samples.Weights(plan, 1, seed: 3));
        var graph = BackboneGraph.Read(NetworkGraph.Write(plan, a, b));
        Assert.AreEqual(2 * plan.Features, graph.FeatureWidth);
        var side = plan.Spec.InputSize;
        var pixels = Samples.Pixels(1, side);
        float[] Features(byte[] model)
        {
            using var runner = new OnnxRunner(model, 1, "backbone");
            return runner.Run(pixels, [1, 1, side, side], "features")["features"].Floats;
        }

        float[] apart = [.. Features(NetworkGraph.Write(plan, a)), .. Features(NetworkGraph.Write(plan, b))];
        var together = Features(graph.ToFeatureModel());
        for (var i = 0; i < apart.Length; i++) Assert.AreEqual(apart[i], together[i], 1e-5f);
    }

    [TestMethod]
    public void Write_SameWeights_GivesTheSameBytes()
    {
        var plan = NetworkPlan.Of(Samples.Networks["mobilenet-half"]);
        Assert.AreSequenceEqual(
            NetworkGraph.Write(plan, WeightInitializer.Random(plan, 1, 7)), NetworkGraph.Write(plan, WeightInitializer.Random(plan, 1, 7)));
    }

    [TestMethod]
    public void Of_ImpossibleSpec_NamesEveryFault()
    {
        var spec = NetworkSpec.Default with { Channels = 2, Width = 1, InputSize = 40 };
        var error = Assert.ThrowsExactly<TrainingOptionsException>(() => NetworkPlan.Of(spec));
        Assert.HasCount(3, error.Faults);
    }

    [TestMethod]
    [DataRow(18, 11_000_000)]
    [DataRow(50, 23_000_000)]
    public void Of_UsualDepth_HasTheUsualNumberOfWeights(int depth, int weights)
    {
        var count = NetworkPlan.Of(NetworkSpec.ResNetV2(depth)).BackboneSlots().Where(s => s.Role != TensorRole.Statistic).Sum(s => s.Count);
        Assert.IsInRange(weights * 0.95, weights * 1.05, count);
    }
}
