using System.Text.RegularExpressions;
using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>
/// What of a graph becomes 8 bits: the weights of the backbones' convolutions and matrix products, and the activations that go in and out of them.
/// Heads, calibration, decision and typicality stay as they are.
/// </summary>
internal sealed partial class QdqSites
{
    private QdqSites(IReadOnlyList<NodeProto> weighted, IReadOnlyList<string> tensors, IReadOnlyDictionary<string, string> rangeOf)
        => (Weighted, Tensors, RangeOf) = (weighted, tensors, rangeOf);

    /// <value>Convolutions and matrix products with constant float weights in their second input.</value>
    internal IReadOnlyList<NodeProto> Weighted { get; }

    /// <value>Activations, in the order in which they are made.</value>
    internal IReadOnlyList<string> Tensors { get; }

    /// <value>Whose range a tensor takes, where not its own: what is only picked from another tensor (MaxPool) needs the very same scale to stay 8 bits.</value>
    internal IReadOnlyDictionary<string, string> RangeOf { get; }

    internal static QdqSites Find(GraphProto graph)
    {
        var weights = graph.Initializer.Where(static t => t.DataType == (int)DataType.Float).ToDictionary(static t => t.Name, StringComparer.Ordinal);
        var readers = graph.Node.SelectMany(static n => n.Input.Select(input => (Input: input, Node: n))).ToLookup(static p => p.Input, static p => p.Node, StringComparer.Ordinal);
        var makers = graph.Node.SelectMany(static n => n.Output.Select(output => (Output: output, Node: n))).ToDictionary(static p => p.Output, static p => p.Node, StringComparer.Ordinal);
        var inner = graph.Node.Where(static n => IsBody(n.Output[0])).ToArray();
        NodeProto[] weighted = [.. inner.Where(n => n.OpType is "Conv" or "Gemm" && weights.ContainsKey(n.Input[1]) && Constant(n, 2, weights))];

        var marked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in weighted)
        {
            marked.Add(node.Input[0]);
            marked.Add(Result(node, readers));
        }

        // A sum of two activations runs in 8 bits if all three are.
        foreach (var node in inner.Where(n => n.OpType == "Add" && n.Input.All(makers.ContainsKey) && n.Input.Any(marked.Contains)))
        {
            marked.UnionWith(node.Input);
            marked.Add(Result(node, readers));
        }

        var rangeOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in inner.Where(n => n.OpType == "MaxPool" && marked.Contains(n.Input[0])))
        {
            marked.Add(node.Output[0]);
            rangeOf[node.Output[0]] = rangeOf.GetValueOrDefault(node.Input[0], node.Input[0]);
        }

        string[] tensors = [.. graph.Input.Select(static i => i.Name).Concat(graph.Node.SelectMany(static n => n.Output)).Where(marked.Contains)];
        return new QdqSites(weighted, tensors, rangeOf);
    }

    /// <summary>Whether a tensor belongs to a backbone, by the prefix that <see cref="FeatureGraph.Append"/> gives.</summary>
    internal static bool IsBody(string tensor) => Body().IsMatch(tensor);

    private static bool Constant(NodeProto node, int input, Dictionary<string, TensorProto> weights)
        => node.Input.Count <= input || node.Input[input].Length == 0 || weights.ContainsKey(node.Input[input]);

    // What is cut off below zero (or above six) is left out of the range, and then costs nothing: the cut is the range's own.
    private static string Result(NodeProto node, ILookup<string, NodeProto> readers)
        => readers[node.Output[0]].ToArray() is [{ OpType: "Relu" or "Clip" } cut] ? cut.Output[0] : node.Output[0];

    [GeneratedRegex("^(member[0-9]+|backbone)/body/", RegexOptions.CultureInvariant)]
    private static partial Regex Body();
}
