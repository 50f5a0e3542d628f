using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>
/// Counts the multiplications of a backbone's convolutions from the graph alone. A count, not a clock: the same on every machine, so that
/// what depends on it comes out the same.
/// </summary>
internal static class NetworkCost
{
    /// <returns>Multiply–accumulates of one image, in millions.</returns>
    internal static double MillionsOfMultiplications(BackboneGraph backbone)
    {
        var weights = backbone.Body.Initializer.ToDictionary(static t => t.Name, StringComparer.Ordinal);
        var sides = new Dictionary<string, long>(StringComparer.Ordinal) { [backbone.Input.Name] = backbone.Input.Side };
        double total = 0;
        foreach (var node in backbone.Body.Node)
        {
            var side = node.Input.Select(i => sides.GetValueOrDefault(i)).DefaultIfEmpty().Max();
            var kernel = node.OpType == "Conv" && weights.TryGetValue(node.Input[1], out var w) ? w.Dims.ToArray() : [];
            var after = node.OpType is "Conv" or "MaxPool" or "AveragePool" ? Side(node, side, kernel) : side;
            foreach (var output in node.Output) sides[output] = after;
            if (kernel.Length == 4) total += kernel.Aggregate(1.0, static (product, d) => product * d) * after * after;
        }

        return total / 1e6;
    }

    private static long Side(NodeProto node, long side, long[] kernel)
    {
        var size = kernel.Length == 4 ? kernel[2] : First(node, "kernel_shape", 1);
        var dilated = ((size - 1) * First(node, "dilations", 1)) + 1;
        var stride = First(node, "strides", 1);
        if (node.Find("auto_pad") is { } pad && pad.S.ToStringUtf8().StartsWith("SAME", StringComparison.Ordinal)) return (side + stride - 1) / stride;
        var pads = node.Find("pads") is { Ints: { Count: 4 } p } ? p[0] + p[2] : 0;
        return ((side + pads - dilated) / stride) + 1;
    }

    private static long First(NodeProto node, string attribute, long missing) => node.Find(attribute) is { Ints.Count: > 0 } found ? found.Ints[0] : missing;
}
