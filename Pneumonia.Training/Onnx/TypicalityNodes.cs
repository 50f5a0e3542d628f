namespace Pneumonia.Training.Onnx;

/// <summary>How far an image lies from the training images, by the first backbone's features and by its appearance.</summary>
internal static class TypicalityNodes
{
    /// <summary>Appends <c>typicality</c> [N, 1].</summary>
    internal static void Append(GraphBuilder builder, TypicalityParameters t, string features, int side)
    {
        if (t.Appearance is not { } look)
        {
            Distance(builder, t, features, "typicality/", ClassifierGraph.Typicality);
            return;
        }

        var known = Distance(builder, t, features, "typicality/", "typicality/features");
        var seen = Distance(builder, look, AppearanceNodes.Append(builder, side), "typicality/appearance/", "typicality/appearance");
        var weighed = builder.Node("Mul", "typicality/weighed", [seen, builder.Floats("typicality/weight", [1], [t.AppearanceWeight])]);

        // Max may overlook a number that is none; nothing must pass because of it.
        var nothing = builder.Node("Mul", "typicality/nothing", [known, builder.Floats("typicality/zero", [1], [0f])]);
        builder.Node("Add", ClassifierGraph.Typicality, [builder.Node("Max", "typicality/greater", [known, weighed]), nothing]);
    }

    /// <summary>Distance to the nearest class mean, [N, 1].</summary>
    /// <remarks>
    /// The part across the projection is squared as a vector, not as a difference of two squares: that would cancel in float32
    /// where σ² is small.
    /// </remarks>
    private static string Distance(GraphBuilder builder, TypicalityParameters t, string features, string prefix, string output)
    {
        var (f, r) = ((long)t.FeatureWidth, (long)t.Rank);
        var row = builder.Node("Unsqueeze", $"{prefix}row", [features, builder.Integers($"{prefix}middle", 1)]);
        var gap = builder.Node("Sub", $"{prefix}gap", [row, builder.Floats($"{prefix}means", [1, t.Classes, f], t.ClassMeans.AsSpan())]);
        var across = gap;
        string? along = null;
        if (r > 0)
        {
            var projected = builder.Node(
                "MatMul", $"{prefix}projected", [gap, builder.Floats($"{prefix}projection", [f, r], t.Projection.AsSpan())]);
            along = SquaredSum(builder, prefix, "along", projected, [.. t.Eigenvalues.Select(value => 1f / value)]);
            var back = builder.Node(
                "MatMul", $"{prefix}back", [projected, builder.Node("Transpose", $"{prefix}transposed", [$"{prefix}projection"])]);
            across = builder.Node("Sub", $"{prefix}rest", [gap, back]);
        }

        var distance = SquaredSum(builder, prefix, "across", across, [1f / t.ResidualVariance]);
        if (along is not null)
            distance = builder.Node("Add", $"{prefix}distance", [along, distance]);
        var nearest = builder.Reduce("ReduceMin", $"{prefix}nearest", distance, 1);
        var width = builder.Floats($"{prefix}width", [1], [f]);
        var root = builder.Node("Sqrt", $"{prefix}root", [builder.Node("Div", $"{prefix}mean", [nearest, width])]);
        return builder.Node("Squeeze", output, [root, builder.Integers($"{prefix}last", 2)]);
    }

    /// <summary>Σ weight · v² over the last axis, which is kept.</summary>
    private static string SquaredSum(GraphBuilder builder, string prefix, string role, string vector, float[] weights)
    {
        var square = builder.Node("Mul", $"{prefix}{role}-square", [vector, vector]);
        var weighted = builder.Node(
            "Mul", $"{prefix}{role}-weighted", [square, builder.Floats($"{prefix}{role}-weights", [weights.Length], weights)]);
        return builder.Reduce("ReduceSum", $"{prefix}{role}", weighted, 2);
    }
}
