using System.Runtime.InteropServices;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;
using Pneumonia.Training.Onnx.Quantisation;

namespace Pneumonia.Tests.Onnx.Quantisation;

[TestClass]
public sealed class QuantisedWeightsTests
{
    [TestMethod]
    public void Of_Convolution_ScalesEachOutputChannelByItself()
    {
        var node = OnnxNodes.Make("Conv", "y", ["x", "w", "b"]);

        var graph = Append(node, OnnxTensors.Floats("w", [2, 1, 1, 2], [1f, -0.5f, 100f, 25f]), OnnxTensors.Floats("b", [2], [0.5f, -3f]), input: 0.1f);

        Assert.AreSequenceEqual<sbyte>([64, -32, 64, 16], MemoryMarshal.Cast<byte, sbyte>(Find(graph, "y//w").RawData.Span).ToArray());
        Assert.AreSequenceEqual([1 / 64f, 100 / 64f], OnnxTensors.ReadFloats(Find(graph, "y//w//scale")));
        // 0.5 / (0.1 · 1/64) and −3 / (0.1 · 100/64).
        Assert.AreSequenceEqual([320, -19], MemoryMarshal.Cast<byte, int>(Find(graph, "y//b").RawData.Span).ToArray());
        Assert.AreSequenceEqual(["x", "y//w//float", "y//b//float"], node.Input);
    }

    [TestMethod]
    public void Of_Product_ScalesColumnsOrRowsAsItIsTransposed()
    {
        var plain = Append(OnnxNodes.Make("Gemm", "y", ["x", "w"]), OnnxTensors.Floats("w", [2, 2], [1f, 10f, -2f, 5f]), null, 1);
        var transposed = Append(OnnxNodes.Make("Gemm", "y", ["x", "w"], OnnxNodes.Int("transB", 1)), OnnxTensors.Floats("w", [2, 2], [1f, 10f, -2f, 5f]), null, 1);

        Assert.AreSequenceEqual([2 / 64f, 10 / 64f], OnnxTensors.ReadFloats(Find(plain, "y//w//scale")));
        Assert.AreSequenceEqual([10 / 64f, 5 / 64f], OnnxTensors.ReadFloats(Find(transposed, "y//w//scale")));
    }

    [TestMethod]
    public void Of_DeadChannelWithABias_KeepsTheBiasInRange()
    {
        var graph = Append(OnnxNodes.Make("Conv", "y", ["x", "w", "b"]), OnnxTensors.Floats("w", [1, 1, 1, 1], [1e-20f]), OnnxTensors.Floats("b", [1], [7f]), 0.01f);

        var whole = MemoryMarshal.Cast<byte, int>(Find(graph, "y//b").RawData.Span)[0];
        Assert.AreEqual(7.0, whole * (double)OnnxTensors.ReadFloats(Find(graph, "y//b//scale"))[0], 1e-5);
    }

    [TestMethod]
    public void Range_AlwaysHoldsZeroExactly()
    {
        foreach (var range in new[] { new TensorRange(2, 6), new TensorRange(-4, -1), new TensorRange(-1, 3), new TensorRange(0, 0) })
        {
            var zero = (0 - range.Zero) * range.Scale + (range.Zero * range.Scale);
            Assert.AreEqual(0f, zero);
            Assert.IsTrue(range.Least <= 0 && range.Most >= 0);
        }

        Assert.AreEqual((byte)64, new TensorRange(-1, 3).Zero);
    }

    private static GraphProto Append(NodeProto node, TensorProto weights, TensorProto? bias, float input)
    {
        var graph = new GraphProto();
        QuantisedWeights.Of(node, weights, bias, input).Append(graph, node);
        return graph;
    }

    private static TensorProto Find(GraphProto graph, string name) => graph.Initializer.Single(t => t.Name == name);
}
