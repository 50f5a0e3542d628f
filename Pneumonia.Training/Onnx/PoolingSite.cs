using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>Where a backbone stops looking at places and starts to sum up: the last map, and its mean where the graph has one.</summary>
/// <param name="Map">The tensor [N, F, h, w] before pooling.</param>
/// <param name="Pooled">The graph's own mean of it, [N, F] or [N, F, 1, 1]; null where there is none and one is appended.</param>
/// <param name="Partial">A pooling node of which only a run can tell whether it covers the whole map; null where there is no doubt.</param>
internal sealed record PoolingSite(string Map, string? Pooled, NodeProto? Partial = null)
{
    /// <summary>
    /// Finds the site by structure: a named tensor, an output called <c>features</c>, or the last pooling that feeds an output.
    /// </summary>
    /// <remarks>
    /// The explicit output comes first because of nets like SqueezeNet, whose last pooling averages logits. VGG has no global
    /// pooling: there the last MaxPool's output is the map.
    /// </remarks>
    /// <exception cref="OnnxGraphException">There is no such place.</exception>
    internal static PoolingSite Find(GraphIndex index, string? named)
    {
        if (named is not null && index.Producer(named) is null)
        {
            throw new OnnxGraphException(
                $"tensor '{named}'", "must be made by a node, for it was named as the feature tensor", "no such tensor");
        }

        if (named is null && index.Graph.Output.Any(output => output.Name == "features"))
            named = "features";
        if (named is not null)
            return Trace(index, named);

        var last = index.NeededFor(index.Graph.Output.Select(output => output.Name)).LastOrDefault(node => IsPooling(index, node))
            ?? throw new OnnxGraphException(
                "graph", "must have a pooling node on the way to its outputs, or an output called 'features'", "neither");
        return OfPooling(index, last);
    }

    /// <summary>The other reading of a doubtful pooling node: it covers the whole map, so its input is the map.</summary>
    internal PoolingSite AsWhole() => Partial is null ? this : new PoolingSite(Partial.FirstInput(), Partial.Output[0]);

    private static PoolingSite Trace(GraphIndex index, string tensor)
    {
        var reshaped = false;
        var node = index.Producer(tensor);
        while (node is { OpType: "Flatten" or "Reshape" or "Squeeze" or "Identity" or "Dropout" })
        {
            reshaped |= node.OpType is not ("Identity" or "Dropout");
            node = index.Producer(node.FirstInput());
        }

        if (node is not null && IsMean(index, node))
            return OfPooling(index, node);
        if (!reshaped && node is { OpType: not ("Gemm" or "MatMul") })
            return new PoolingSite(tensor, null);
        throw new OnnxGraphException(
            $"tensor '{tensor}'", "must be a map or the mean of one over height and width",
            node is null ? "the input itself" : $"what {node.Describe()} makes");
    }

    private static PoolingSite OfPooling(GraphIndex index, NodeProto node)
    {
        var whole = new PoolingSite(node.FirstInput(), node.Output[0]);
        if (node.OpType == "MaxPool")
            return new PoolingSite(node.Output[0], null);
        return node.OpType == "AveragePool" ? new PoolingSite(node.Output[0], null, node) : whole;
    }

    private static bool IsPooling(GraphIndex index, NodeProto node) => node.OpType == "MaxPool" || IsMean(index, node);

    private static bool IsMean(GraphIndex index, NodeProto node) => node.OpType switch
    {
        "GlobalAveragePool" or "AveragePool" => true,
        "ReduceMean" => Axes(index, node) is [2, 3] or [3, 2] or [-2, -1] or [-1, -2],
        _ => false,
    };

    private static long[]? Axes(GraphIndex index, NodeProto node)
        => node.Find("axes")?.Ints.ToArray() ?? (node.Input.Count > 1 ? index.Constant(node.Input[1]) : null);
}
