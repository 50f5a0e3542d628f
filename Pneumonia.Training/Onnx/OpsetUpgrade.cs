using System.Collections.Frozen;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>Rewrites nodes of an older standard operator set as the same computation in a newer one.</summary>
/// <remarks>
/// Only operators known here are carried over: those whose meaning hasn't changed since <see cref="Oldest"/>, and those whose
/// change is converted by <see cref="OpsetConversions"/>. Any other is refused by name rather than hoped for.
/// </remarks>
internal static class OpsetUpgrade
{
    /// <summary>Before 7, broadcasting followed other rules (<c>broadcast</c>, <c>axis</c>).</summary>
    internal const long Oldest = 7;

    /// <summary>What has been looked through for changes.</summary>
    internal const long Newest = 21;

    /// <summary>The least that our own nodes are written for: axes of Squeeze and ReduceSum as inputs.</summary>
    internal const long Least = 13;

    private static readonly FrozenSet<string> Unchanged = new[]
    {
        "Abs", "Add", "And", "AveragePool", "BatchNormalization", "Cast", "Ceil", "Concat", "Constant", "ConstantOfShape", "Conv",
        "ConvTranspose", "DepthToSpace", "DequantizeLinear", "Div", "Elu", "Equal", "Erf", "Exp", "Expand", "Flatten", "Floor", "Gather", "Gemm",
        "GlobalAveragePool", "GlobalMaxPool", "Greater", "HardSigmoid", "HardSwish", "Identity", "InstanceNormalization", "LRN",
        "LayerNormalization", "LeakyRelu", "Less", "Log", "MatMul", "Max", "MaxPool", "Mean", "Min", "Mish", "Mul", "Neg", "Not", "Or",
        "PRelu", "Pow", "QuantizeLinear", "Reciprocal", "Relu", "Reshape", "Selu", "Shape", "Sigmoid", "Size", "Softplus", "Softsign", "SpaceToDepth",
        "Sqrt", "Sub", "Sum", "Tanh", "Tile", "Transpose", "Where",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Refuses an operator set that lies outside what is known here.</summary>
    internal static void RequireKnown(long opset)
    {
        if (opset is < Oldest or > Newest)
            throw new OnnxGraphException("file", $"must be written for operator set {Oldest} to {Newest}", $"{opset}");
    }

    /// <summary>Rewrites a graph's nodes; what needs no change is shared with the given graph.</summary>
    /// <exception cref="OnnxGraphException">A node's operator can't be carried over; the message names it.</exception>
    internal static GraphProto Apply(GraphProto graph, long from, long to)
    {
        RequireKnown(from);
        RequireKnown(to);
        if (to < from)
            throw new OnnxGraphException("graph", $"must be written for at most operator set {to}", $"{from}");

        var upgraded = new GraphProto();
        upgraded.Initializer.AddRange(graph.Initializer);
        upgraded.Output.AddRange(graph.Output);
        var conversion = new OpsetConversions(upgraded, from, to);
        foreach (var node in graph.Node)
        {
            if (from == to || Unchanged.Contains(node.OpType))
                upgraded.Node.Add(node);
            else if (!conversion.TryConvert(node.Clone()))
            {
                throw new OnnxGraphException(
                    node.Describe(), $"must be an operator that can be carried from operator set {from} to {to}", node.OpType);
            }
        }

        return upgraded;
    }
}
