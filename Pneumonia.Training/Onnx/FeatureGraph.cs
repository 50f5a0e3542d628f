using Pneumonia.Model.Artifact;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>Writes a backbone as a graph from grey pixels to features, and puts it into larger graphs.</summary>
internal static class FeatureGraph
{
    internal const string Pixels = ArtifactLayout.Graph.Pixels;
    internal const string Features = "features";
    internal const string Map = "map";

    /// <summary>Writes a model with the input <c>pixels</c> and the outputs <c>features</c> and, where asked for, <c>map</c>.</summary>
    internal static byte[] Write(BackboneGraph backbone, bool includeMap, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var builder = new GraphBuilder(Features, Math.Max(OpsetUpgrade.Least, backbone.Opset));
        builder.Input(Pixels, GraphBuilder.Batch, 1, backbone.Input.Side, backbone.Input.Side);
        var (features, map) = Append(builder, backbone, "backbone/");
        builder.Node("Identity", Features, [features]);
        builder.Output(Features, DataType.Float, GraphBuilder.Batch, backbone.FeatureWidth);
        if (includeMap)
        {
            builder.Node("Identity", Map, [map]);
            builder.Output(Map, DataType.Float, GraphBuilder.Batch, backbone.FeatureWidth, backbone.MapHeight, backbone.MapWidth);
        }

        return builder.Build(metadata);
    }

    /// <summary>Appends a backbone that reads <c>pixels</c>; all its tensors get the prefix.</summary>
    /// <returns>The names of the features [N, F] and of the map [N, F, h, w].</returns>
    internal static (string Features, string Map) Append(GraphBuilder builder, BackboneGraph backbone, string prefix)
    {
        var image = AppendPreprocessing(builder, backbone, prefix);
        string Rename(string tensor) => tensor == backbone.Input.Name ? image : $"{prefix}body/{tensor}";
        builder.Import(OpsetUpgrade.Apply(backbone.Body, backbone.Opset, builder.Opset), Rename);

        var map = Rename(backbone.Site.Map);
        var pooled = builder.Node("GlobalAveragePool", $"{prefix}pooled", [map]);
        return (builder.Node("Flatten", $"{prefix}features", [pooled], OnnxNodes.Int("axis", 1)), map);
    }

    /// <summary>
    /// One factor and one offset a channel; broadcasting one grey channel against three factors makes the channels. The offset
    /// isn't folded into the first convolution: its padding is zero after normalisation, so at the border that would be inexact.
    /// </summary>
    private static string AppendPreprocessing(GraphBuilder builder, BackboneGraph backbone, string prefix)
    {
        var channels = backbone.Input.Channels;
        if (channels == 1 && backbone.Preprocessing.IsIdentity)
            return Pixels;
        var (factors, offsets) = (new float[channels], new float[channels]);
        for (var c = 0; c < channels; c++)
            (factors[c], offsets[c]) = backbone.Preprocessing.Affine(c);
        var scaled = builder.Node("Mul", $"{prefix}scaled", [Pixels, builder.Floats($"{prefix}factor", [1, channels, 1, 1], factors)]);
        return builder.Node("Add", $"{prefix}normalised", [scaled, builder.Floats($"{prefix}offset", [1, channels, 1, 1], offsets)]);
    }
}
