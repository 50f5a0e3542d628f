using Pneumonia.Training.Torch.Networks;
using static TorchSharp.torch;

namespace Pneumonia.Tests.Torch;

/// <summary>One contract over every architecture: the TorchSharp module and the ONNX graph are the same function.</summary>
[TestClass]
[TestCategory("Torch")]
public sealed class ParityTests
{
    public static IEnumerable<object[]> Names => Samples.Networks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Logits_RandomWeights_AgreeBetweenTorchAndOnnx(string name)
    {
        TorchTest.Require();
        var plan = NetworkPlan.Of(Samples.Networks[name]);
        var weights = Samples.Weights(plan, 3, seed: 4);
        Agree(plan, weights, weights, 3);
    }

    [TestMethod]
    public void Logits_ChannelsLast_Agree()
    {
        TorchTest.Require();
        var plan = NetworkPlan.Of(Samples.Networks["resnet18"]);
        var weights = Samples.Weights(plan, 1, seed: 4);
        Agree(plan, weights, weights, 1, channelsLast: true);
    }

    internal static void Agree(NetworkPlan plan, NetworkWeights torch, NetworkWeights onnx, int outputs, bool channelsLast = false)
    {
        const int Count = 3;
        var side = plan.Spec.InputSize;
        var pixels = Samples.Pixels(Count, side);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var network = new TorchNetwork(plan, torch, outputs, CPU, channelsLast: channelsLast);
        network.eval();
        var expected = network.forward(tensor(pixels, [Count, 1, side, side])).data<float>().ToArray();
        var found = Samples.OnnxLogits(plan, onnx, pixels, Count);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        Assert.IsTrue(expected.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-4 * scale), $"{string.Join(' ', expected)} | {string.Join(' ', found)}");
        Assert.IsGreaterThan(1e-4, expected.Max() - expected.Min(), "The logits say nothing.");
    }
}
