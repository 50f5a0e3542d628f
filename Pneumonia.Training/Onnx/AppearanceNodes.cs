using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>What an image looks like, whatever the network thinks of it; see <see cref="Appearance"/>, which says the same in plain code.</summary>
internal static class AppearanceNodes
{
    private const string Prefix = "appearance/";

    /// <summary>The appearance alone, as a graph from <c>pixels</c> [N, 1, S, S] to <c>features</c> [N, <see cref="Appearance.Width"/>].</summary>
    internal static byte[] Write(int side)
    {
        var builder = new GraphBuilder("appearance", OpsetUpgrade.Least);
        builder.Input(FeatureGraph.Pixels, GraphBuilder.Batch, 1, side, side);
        builder.Node("Identity", FeatureGraph.Features, [Append(builder, side)]);
        builder.Output(FeatureGraph.Features, DataType.Float, GraphBuilder.Batch, Appearance.Width);
        return builder.Build();
    }

    /// <summary>Appends the appearance of <c>pixels</c> and returns the name of [N, <see cref="Appearance.Width"/>].</summary>
    internal static string Append(GraphBuilder builder, int side)
    {
        const int Grid = Appearance.Grid;
        var rows = builder.Floats($"{Prefix}rows", [Grid, side], Appearance.Areas(side, Grid));
        var columns = builder.Node("Transpose", $"{Prefix}columns", [rows]);
        var grid = builder.Node("MatMul", $"{Prefix}grid", [builder.Node("MatMul", $"{Prefix}tall", [rows, FeatureGraph.Pixels]), columns]);

        var mean = Mean(builder, "mean", grid);
        var centred = builder.Node("Sub", $"{Prefix}centred", [grid, mean]);
        var variance = Mean(builder, "variance", builder.Node("Mul", $"{Prefix}squared", [centred, centred]));
        var spread = builder.Node("Sqrt", $"{Prefix}deviation", [variance]);
        var scale = builder.Node("Add", $"{Prefix}scale", [spread, builder.Floats($"{Prefix}least", [1], [Appearance.LeastSpread])]);
        var standard = builder.Node("Div", $"{Prefix}standard", [centred, scale]);

        var mirror = builder.Node("MatMul", $"{Prefix}mirrored", [standard, builder.Floats($"{Prefix}mirror", [Grid, Grid], Appearance.Mirror(Grid))]);
        string[] figures =
        [
            builder.Node("Div", $"{Prefix}brightness", [mean, builder.Floats($"{Prefix}level", [1], [Appearance.Level])]),
            builder.Node("Log", $"{Prefix}contrast", [scale]),
            Roughness(builder, grid, scale, Grid),
            Roughness(builder, Shrunk(builder, grid, 2, "half"), scale, Grid / 2),
            Roughness(builder, Shrunk(builder, grid, 4, "quarter"), scale, Grid / 4),
            Mean(builder, "symmetry", builder.Node("Mul", $"{Prefix}halves", [standard, mirror])),
        ];
        var thumbnail = Shrunk(builder, standard, Grid / Appearance.Thumbnail, "thumbnail");
        return builder.Node(
            "Concat",
            $"{Prefix}vector",
            [Flat(builder, thumbnail), Flat(builder, builder.Node("Concat", $"{Prefix}figures", figures, OnnxNodes.Int("axis", 1)))],
            OnnxNodes.Int("axis", 1));
    }

    /// <summary>Mean step between neighbours, beside the contrast.</summary>
    private static string Roughness(GraphBuilder builder, string image, string scale, int side)
    {
        var p = $"{Prefix}steps-{side}/";
        var across = builder.Floats($"{p}difference", [side, side - 1], Appearance.Steps(side));
        var down = builder.Node("Transpose", $"{p}transposed", [across]);
        var x = builder.Node("Abs", $"{p}x", [builder.Node("MatMul", $"{p}dx", [image, across])]);
        var y = builder.Node("Abs", $"{p}y", [builder.Node("MatMul", $"{p}dy", [down, image])]);
        var sum = builder.Node("Add", $"{p}sum", [builder.Node("GlobalAveragePool", $"{p}mean-x", [x]), builder.Node("GlobalAveragePool", $"{p}mean-y", [y])]);
        var above = builder.Node("Add", $"{p}above", [sum, builder.Floats($"{p}one", [1], [1f])]);
        return builder.Node("Log", $"{p}log", [builder.Node("Div", $"{p}relative", [above, scale])]);
    }

    private static string Shrunk(GraphBuilder builder, string image, int factor, string role)
        => builder.Node("AveragePool", $"{Prefix}{role}", [image], OnnxNodes.Ints("kernel_shape", factor, factor), OnnxNodes.Ints("strides", factor, factor));

    private static string Mean(GraphBuilder builder, string role, string image) => builder.Node("GlobalAveragePool", $"{Prefix}{role}", [image]);

    private static string Flat(GraphBuilder builder, string tensor) => builder.Node("Flatten", $"{tensor}-flat", [tensor], OnnxNodes.Int("axis", 1));
}
