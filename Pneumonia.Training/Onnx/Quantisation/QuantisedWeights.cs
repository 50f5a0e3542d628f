using System.Runtime.InteropServices;
using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>The weights and the bias of one convolution or matrix product as whole numbers, each output channel with a scale of its own.</summary>
internal sealed class QuantisedWeights
{
    /// <summary>
    /// Seven bits, not eight: processors without VNNI add two products of an unsigned and a signed byte in 16 bits, and 255 · 64 · 2 just fits.
    /// With 127 they would clip where others don't, and the same model would answer otherwise on another machine.
    /// </summary>
    internal const int Most = 64;

    // Far inside 32 bits, so that the sum of products still fits beside the bias.
    private const double MostBias = 1 << 29;

    private readonly sbyte[] values;
    private readonly int[]? bias;
    private readonly float[] scales;
    private readonly float input;
    private readonly TensorProto weights;
    private readonly int axis;

    private QuantisedWeights(TensorProto weights, int axis, sbyte[] values, float[] scales, int[]? bias, float input)
        => (this.weights, this.axis, this.values, this.scales, this.bias, this.input) = (weights, axis, values, scales, bias, input);

    /// <param name="node">A Conv or a Gemm.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="bias">Its bias, where it has one.</param>
    /// <param name="input">Scale of its input: the bias counts in products of both scales.</param>
    internal static QuantisedWeights Of(NodeProto node, TensorProto weights, TensorProto? bias, float input)
    {
        var axis = node.OpType == "Gemm" && node.IntOr("transB", 0) == 0 ? 1 : 0;
        var channels = (int)weights.Dims[axis];
        var floats = OnnxTensors.ReadFloats(weights);
        var stride = axis == 0 ? floats.Length / channels : 1;
        int Channel(int i) => i / stride % channels;

        var scales = new float[channels];
        for (var i = 0; i < floats.Length; i++) scales[Channel(i)] = Math.Max(scales[Channel(i)], Math.Abs(floats[i]));
        float[]? biases = bias is null ? null : OnnxTensors.ReadFloats(bias);
        for (var c = 0; c < channels; c++)
        {
            var least = biases is null ? 0 : Math.Abs(biases[c]) / (MostBias * input);
            scales[c] = Math.Max(scales[c] / Most, (float)least);
            if (scales[c] == 0) scales[c] = 1;
        }

        var values = new sbyte[floats.Length];
        for (var i = 0; i < floats.Length; i++) values[i] = (sbyte)Math.Clamp(Math.Round(floats[i] / (double)scales[Channel(i)]), -Most, Most);
        int[]? whole = biases is null ? null : [.. biases.Select((b, c) => (int)Math.Round(b / ((double)input * scales[c])))];
        return new QuantisedWeights(weights, axis, values, scales, whole, input);
    }

    /// <summary>Adds the numbers and the nodes that make floats of them, and has the node read those.</summary>
    /// <param name="graph">Where they go.</param>
    /// <param name="node">The node, which is changed.</param>
    internal void Append(GraphProto graph, NodeProto node)
    {
        var name = node.Output[0];
        long[] each = [scales.Length];
        graph.Initializer.Add(Make($"{name}//w", DataType.Int8, weights.Dims, MemoryMarshal.AsBytes<sbyte>(values)));
        node.Input[1] = Dequantised(graph, $"{name}//w", DataType.Int8, scales, new byte[scales.Length], axis);
        if (bias is null) return;
        graph.Initializer.Add(Make($"{name}//b", DataType.Int32, each, MemoryMarshal.AsBytes<int>(bias)));
        node.Input[2] = Dequantised(graph, $"{name}//b", DataType.Int32, [.. scales.Select(s => s * input)], new byte[scales.Length * sizeof(int)], 0);
    }

    private static string Dequantised(GraphProto graph, string tensor, DataType type, float[] scales, byte[] zeros, int axis)
    {
        graph.Initializer.Add(OnnxTensors.Floats($"{tensor}//scale", [scales.Length], scales));
        graph.Initializer.Add(Make($"{tensor}//zero", type, [scales.Length], zeros));
        graph.Node.Add(OnnxNodes.Make("DequantizeLinear", $"{tensor}//float", [tensor, $"{tensor}//scale", $"{tensor}//zero"], OnnxNodes.Int("axis", axis)));
        return $"{tensor}//float";
    }

    internal static TensorProto Make(string name, DataType type, IEnumerable<long> dims, ReadOnlySpan<byte> data)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(data) };
        tensor.Dims.AddRange(dims);
        return tensor;
    }
}
