namespace Pneumonia.Training.Onnx;

/// <summary>How far an image lies from the training images, in the space of the first backbone's features.</summary>
internal static class TypicalityNodes
{
    private const string Prefix = "typicality/";

    /// <summary>Appends <c>typicality</c> [N, 1].</summary>
    /// <remarks>
    /// The part across the projection is squared as a vector, not as a difference of two squares: that would cancel in float32
    /// where σ² is small.
    /// </remarks>
    internal static void Append(GraphBuilder builder, TypicalityParameters t, string features)
    {
        var (f, r) = ((long)t.FeatureWidth, (long)t.Rank);
        var row = builder.Node("Unsqueeze", $"{Prefix}row", [features, builder.Integers($"{Prefix}middle", 1)]);
        var gap = builder.Node("Sub", $"{Prefix}gap", [row, builder.Floats($"{Prefix}means", [1, t.Classes, f], t.ClassMeans.AsSpan())]);
        var across = gap;
        string? along = null;
        if (r > 0)
        {
            var projected = builder.Node(
                "MatMul", $"{Prefix}projected", [gap, builder.Floats($"{Prefix}projection", [f, r], t.Projection.AsSpan())]);
            along = SquaredSum(builder, "along", projected, [.. t.Eigenvalues.Select(value => 1f / value)]);
            var back = builder.Node(
                "MatMul", $"{Prefix}back", [projected, builder.Node("Transpose", $"{Prefix}transposed", [$"{Prefix}projection"])]);
            across = builder.Node("Sub", $"{Prefix}rest", [gap, back]);
        }

        var distance = SquaredSum(builder, "across", across, [1f / t.ResidualVariance]);
        if (along is not null)
            distance = builder.Node("Add", $"{Prefix}distance", [along, distance]);
        var nearest = builder.Reduce("ReduceMin", $"{Prefix}nearest", distance, 1);
        var width = builder.Floats($"{Prefix}width", [1], [f]);
        var root = builder.Node("Sqrt", $"{Prefix}root", [builder.Node("Div", $"{Prefix}mean", [nearest, width])]);
        builder.Node("Squeeze", ClassifierGraph.Typicality, [root, builder.Integers($"{Prefix}last", 2)]);
    }

    /// <summary>Σ weight · v² over the last axis, which is kept.</summary>
    private static string SquaredSum(GraphBuilder builder, string role, string vector, float[] weights)
    {
        var square = builder.Node("Mul", $"{Prefix}{role}-square", [vector, vector]);
        var weighted = builder.Node(
            "Mul", $"{Prefix}{role}-weighted", [square, builder.Floats($"{Prefix}{role}-weights", [weights.Length], weights)]);
        return builder.Reduce("ReduceSum", $"{Prefix}{role}", weighted, 2);
    }
}
