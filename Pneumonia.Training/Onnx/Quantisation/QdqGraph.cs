using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>
/// Writes a graph in which 8 bits stand between pairs of QuantizeLinear and DequantizeLinear. Any runtime computes the same from it in floats; ONNX
/// Runtime merges the pairs with what lies between them into whole-number operators.
/// </summary>
internal static class QdqGraph
{
    /// <param name="folded">The float graph; it stays as it is.</param>
    /// <param name="sites">Where.</param>
    /// <param name="ranges">The range of each of the sites' tensors.</param>
    internal static ModelProto Write(ModelProto folded, QdqSites sites, IReadOnlyDictionary<string, TensorRange> ranges)
    {
        var quantised = sites.Tensors.ToHashSet(StringComparer.Ordinal);
        var weighted = sites.Weighted.Select(static n => n.Output[0]).ToHashSet(StringComparer.Ordinal);
        var weights = folded.Graph.Initializer.ToDictionary(static t => t.Name, StringComparer.Ordinal);
        TensorRange RangeOf(string tensor) => ranges[sites.RangeOf.GetValueOrDefault(tensor, tensor)];

        var graph = new GraphProto { Name = folded.Graph.Name };
        graph.Input.AddRange(folded.Graph.Input);
        graph.Output.AddRange(folded.Graph.Output);
        foreach (var input in graph.Input.Where(i => quantised.Contains(i.Name))) Append(graph, input.Name, RangeOf(input.Name));
        foreach (var original in folded.Graph.Node)
        {
            var node = original.Clone();
            if (weighted.Contains(node.Output[0]))
            {
                var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? weights[node.Input[2]] : null;
                QuantisedWeights.Of(node, weights[node.Input[1]], bias, RangeOf(node.Input[0]).Scale).Append(graph, node);
            }

            for (var i = 0; i < node.Input.Count; i++)
            {
                // The pixels themselves are read by others too, who want them as they are.
                var ours = QdqSites.IsBody(node.Output[0]) || QdqSites.IsBody(node.Input[i]);
                if (ours && quantised.Contains(node.Input[i])) node.Input[i] = Float(node.Input[i]);
            }

            graph.Node.Add(node);
            foreach (var output in node.Output.Where(quantised.Contains)) Append(graph, output, RangeOf(output));
        }

        var read = graph.Node.SelectMany(static n => n.Input).ToHashSet(StringComparer.Ordinal);
        graph.Initializer.AddRange(folded.Graph.Initializer.Where(t => read.Contains(t.Name)));
        var model = folded.Clone();
        model.Graph = graph;
        return model;
    }

    private static string Float(string tensor) => $"{tensor}//float";

    private static void Append(GraphProto graph, string tensor, TensorRange range)
    {
        graph.Initializer.Add(OnnxTensors.Floats($"{tensor}//scale", [], [range.Scale]));
        graph.Initializer.Add(QuantisedWeights.Make($"{tensor}//zero", DataType.Uint8, [], [range.Zero]));
        graph.Node.Add(OnnxNodes.Make("QuantizeLinear", $"{tensor}//byte", [tensor, $"{tensor}//scale", $"{tensor}//zero"]));
        graph.Node.Add(OnnxNodes.Make("DequantizeLinear", Float(tensor), [$"{tensor}//byte", $"{tensor}//scale", $"{tensor}//zero"]));
    }
}
