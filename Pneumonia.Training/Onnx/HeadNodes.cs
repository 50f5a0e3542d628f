namespace Pneumonia.Training.Onnx;

/// <summary>Logits from the features, and the same logits spread over the map's places.</summary>
internal static class HeadNodes
{
    /// <summary>The tensor [1, K, h, w] that the activation map is measured from.</summary>
    internal const string Baseline = "head/map-baseline";

    /// <summary>Appends <c>logits</c> [N, K]: the sum of each backbone's share.</summary>
    internal static void AppendLogits(GraphBuilder builder, IReadOnlyList<BackboneGroup> groups)
        => Sum(builder, groups, ClassifierGraph.Logits, (group, output) => builder.Node("Gemm", output,
        [
            group.Features,
            builder.Floats($"{group.Prefix}head/weights", [group.Backbone.FeatureWidth, group.Outputs], group.Weights),
            builder.Floats($"{group.Prefix}head/bias", [group.Outputs], group.Bias),
        ]));

    /// <summary>
    /// Appends <c>activation_map</c> [N, K, h, w]: the head's weights as a 1×1 convolution of the map (Zhou et al. 2016), less the baseline. Its mean
    /// over height and width, plus the bias and the baseline's mean, is the logit, exactly because the features are the mean of the map.
    /// </summary>
    internal static void AppendActivationMap(GraphBuilder builder, IReadOnlyList<BackboneGroup> groups, ReadOnlySpan<float> baseline)
    {
        var (h, w) = (groups[0].Backbone.MapHeight, groups[0].Backbone.MapWidth);
        var whole = baseline.IsEmpty ? ClassifierGraph.ActivationMap : "head/activation";
        Sum(builder, groups, whole, (group, output) =>
        {
            var same = group.Backbone.MapHeight == h && group.Backbone.MapWidth == w;
            var weights = builder.Floats(
                $"{group.Prefix}head/places", [group.Outputs, group.Backbone.FeatureWidth, 1, 1], Transpose(group.Weights, group.Outputs));
            var map = builder.Node(
                "Conv", same ? output : $"{group.Prefix}head/own-size", [group.Map, weights], OnnxNodes.Ints("kernel_shape", 1, 1));
            return same ? map : Resize(builder, group, map, h, w, output);
        });
        if (!baseline.IsEmpty) builder.Node("Sub", ClassifierGraph.ActivationMap, [whole, builder.Floats(Baseline, [1, groups[0].Outputs, h, w], baseline)]);
    }

    private static void Sum(
        GraphBuilder builder, IReadOnlyList<BackboneGroup> groups, string output, Func<BackboneGroup, string, string> append)
    {
        if (groups.Count == 1)
        {
            append(groups[0], output);
            return;
        }

        string[] parts = [.. groups.Select(group => append(group, $"{group.Prefix}head/{output}"))];
        builder.Node("Sum", output, parts);
    }

    /// <summary>
    /// Linear resizing as two constant matrices, rows · map · columns: the Resize operator has changed its meaning four times.
    /// Resizing shifts the mean a little, so the difference is added back and the map still sums up to its logit.
    /// </summary>
    private static string Resize(GraphBuilder builder, BackboneGroup group, string map, int h, int w, string output)
    {
        var p = $"{group.Prefix}head/";
        var (ownHeight, ownWidth) = (group.Backbone.MapHeight, group.Backbone.MapWidth);
        var rows = builder.Floats($"{p}rows", [h, ownHeight], LinearResize.Matrix(ownHeight, h));
        var columns = builder.Floats($"{p}columns", [ownWidth, w], Transpose(LinearResize.Matrix(ownWidth, w), ownWidth));
        var resized = builder.Node("MatMul", $"{p}resized", [builder.Node("MatMul", $"{p}tall", [rows, map]), columns]);
        var before = builder.Node("GlobalAveragePool", $"{p}mean-before", [map]);
        var after = builder.Node("GlobalAveragePool", $"{p}mean-after", [resized]);
        return builder.Node("Add", output, [resized, builder.Node("Sub", $"{p}shift", [before, after])]);
    }

    /// <summary>A row-major matrix of so many columns, turned.</summary>
    internal static float[] Transpose(float[] matrix, int columns)
    {
        var rows = matrix.Length / columns;
        var transposed = new float[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
            transposed[i % columns * rows + i / columns] = matrix[i];
        return transposed;
    }
}
