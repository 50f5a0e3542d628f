using Pneumonia.Training.Onnx.Proto;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>
/// A backbone whose features come from several depths: the last map and, before it, what each halving of the map reads, all stretched to the finest and
/// laid side by side (the hypercolumns of Hariharan et al. 2015). Deep features say what the whole image looks like, earlier ones where.
/// </summary>
internal static class MultiScaleGraph
{
    private const string Prefix = "backbone/";

    /// <summary>Writes a model from <c>pixels</c> [N, 1, S, S], greyscale 0…255, to <c>features</c> [N, F].</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="scales">How many sizes of maps, the last one included; 1 or more.</param>
    /// <param name="metadata">What the file carries with it; nothing where null.</param>
    /// <exception cref="OnnxGraphException">The backbone has fewer sizes than that.</exception>
    internal static byte[] Write(BackboneGraph backbone, int scales, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var builder = new GraphBuilder(FeatureGraph.Features, Math.Max(OpsetUpgrade.Least, backbone.Opset));
        builder.Input(FeatureGraph.Pixels, GraphBuilder.Batch, 1, backbone.Input.Side, backbone.Input.Side);
        var (_, last) = FeatureGraph.Append(builder, backbone, Prefix);
        var maps = Maps(backbone, scales);
        var finest = maps[0];
        string[] stretched = [.. maps.Select((map, i) => Stretch(builder, map, finest, map.Tensor == backbone.Site.Map ? last : $"{Prefix}body/{map.Tensor}", $"scale{i + 1}/"))];

        var whole = builder.Node("Concat", FeatureGraph.Map, stretched, OnnxNodes.Int("axis", 1));
        var pooled = builder.Node("GlobalAveragePool", "pooled", [whole]);
        builder.Node("Flatten", FeatureGraph.Features, [pooled], OnnxNodes.Int("axis", 1));
        builder.Output(FeatureGraph.Features, DataType.Float, GraphBuilder.Batch, maps.Sum(static m => m.Channels));
        return builder.Build(metadata);
    }

    /// <summary>The maps that are taken, the finest first.</summary>
    private static Map[] Maps(BackboneGraph backbone, int scales)
    {
        var halved = backbone.Body.Node.Where(Halves).Select(static node => node.FirstInput()).Distinct(StringComparer.Ordinal)
            .Where(tensor => tensor != backbone.Input.Name).ToArray();
        var shapes = Shapes(backbone, [backbone.Site.Map, .. halved]);
        var last = shapes[backbone.Site.Map];
        var sizes = shapes.Values.Where(map => map.Height * map.Width >= last.Height * last.Width).GroupBy(static map => (map.Height, map.Width))
            .OrderBy(static size => size.Key.Height * size.Key.Width).ToArray();
        if (scales < 1 || scales > sizes.Length)
            throw new OnnxGraphException("backbone", $"must have maps of {scales} sizes, 1 or more", $"{sizes.Length}");
        return [.. sizes.Take(scales).Reverse().SelectMany(static size => size)];
    }

    // A convolution or a pooling by 2: what it reads is the last of its size.
    private static bool Halves(NodeProto node)
        => node.OpType is "Conv" or "MaxPool" or "AveragePool" && node.Find("strides")?.Ints.Any(static stride => stride > 1) == true;

    private static Dictionary<string, Map> Shapes(BackboneGraph backbone, string[] tensors)
    {
        var (channels, side) = (backbone.Input.Channels, backbone.Input.Side);
        var builder = new GraphBuilder("shapes", Math.Max(OpsetUpgrade.Least, backbone.Opset));
        builder.Input(backbone.Input.Name, GraphBuilder.Batch, channels, side, side);
        builder.Import(OpsetUpgrade.Apply(backbone.Body, backbone.Opset, builder.Opset), static tensor => tensor);
        foreach (var tensor in tensors.Distinct(StringComparer.Ordinal)) builder.Output(tensor);
        using var runner = new OnnxRunner(builder.Build(), 1, "backbone");
        // A black image is enough to learn sizes.
        var run = runner.Run(new float[channels * side * side], [1, channels, side, side], [.. tensors.Distinct(StringComparer.Ordinal)]);
        return run.Where(static output => output.Value.Shape is [1, _, _, _])
            .ToDictionary(static output => output.Key, static output => new Map(output.Key, output.Value.Shape[1], output.Value.Shape[2], output.Value.Shape[3]), StringComparer.Ordinal);
    }

    /// <summary>By shares of area, as two constant matrices; so the mean of a map stays what it was.</summary>
    private static string Stretch(GraphBuilder builder, Map map, Map to, string tensor, string prefix)
    {
        if ((map.Height, map.Width) == (to.Height, to.Width)) return tensor;
        var rows = builder.Floats($"{prefix}rows", [to.Height, map.Height], AreaShares(map.Height, to.Height));
        var columns = builder.Floats($"{prefix}columns", [map.Width, to.Width], HeadNodes.Transpose(AreaShares(map.Width, to.Width), map.Width));
        return builder.Node("MatMul", $"{prefix}stretched", [builder.Node("MatMul", $"{prefix}tall", [rows, tensor]), columns]);
    }

    /// <summary>[to, from], row-major: each new cell is the mean of the old ones that it lies on, by their shares.</summary>
    internal static float[] AreaShares(int from, int to)
    {
        var matrix = new float[to * from];
        for (var i = 0; i < to; i++)
        {
            for (var j = 0; j < from; j++)
            {
                var overlap = Math.Min((i + 1.0) * from / to, j + 1) - Math.Max((double)i * from / to, j);
                matrix[(i * from) + j] = (float)(Math.Max(0, overlap) * to / from);
            }
        }

        return matrix;
    }

    private sealed record Map(string Tensor, int Channels, int Height, int Width);
}
