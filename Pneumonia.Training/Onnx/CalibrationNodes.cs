using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Onnx;

/// <summary>Probabilities from logits.</summary>
internal static class CalibrationNodes
{
    private const string Prefix = "calibration/";

    /// <summary>Appends <c>probabilities</c> [N, K].</summary>
    internal static void Append(GraphBuilder builder, ClassifierGraphSpec spec)
    {
        switch (spec.Calibration)
        {
            case CalibrationParameters.Isotonic isotonic:
                Isotonic(builder, isotonic.Curves);
                break;
            case CalibrationParameters.Platt platt:
                var slopes = builder.Floats($"{Prefix}slopes", [spec.Outputs], platt.Slopes.AsSpan());
                var offsets = builder.Floats($"{Prefix}offsets", [spec.Outputs], platt.Offsets.AsSpan());
                var steep = builder.Node("Mul", $"{Prefix}steep", [ClassifierGraph.Logits, slopes]);
                Squash(builder, spec.Task, builder.Node("Add", $"{Prefix}shifted", [steep, offsets]));
                break;
            case CalibrationParameters.Temperature temperature:
                var divisor = builder.Floats($"{Prefix}temperature", [1], [temperature.Value]);
                Squash(builder, spec.Task, builder.Node("Div", $"{Prefix}cooled", [ClassifierGraph.Logits, divisor]));
                break;
            default:
                Squash(builder, spec.Task, ClassifierGraph.Logits);
                break;
        }
    }

    private static void Squash(GraphBuilder builder, ClassificationTask task, string scores)
    {
        if (task == ClassificationTask.MultiClass)
            builder.Node("Softmax", ClassifierGraph.Probabilities, [scores], OnnxNodes.Int("axis", 1));
        else
            builder.Node("Sigmoid", ClassifierGraph.Probabilities, [scores]);
    }

    /// <summary>
    /// p = y₀ + Σᵢ Δyᵢ · clip((z − xᵢ) / Δxᵢ, 0, 1), all labels at once: shorter curves are filled up with steps of height zero.
    /// Only operators that every runtime has, and no steep slope is ever multiplied by a large distance.
    /// </summary>
    private static void Isotonic(GraphBuilder builder, ImmutableArray<IsotonicCurve> curves)
    {
        var (labels, steps) = (curves.Length, Math.Max(1, curves.Max(curve => curve.X.Length) - 1));
        var (starts, steepness, rises) = (new float[labels * steps], new float[labels * steps], new float[labels * steps]);
        Array.Fill(steepness, 1f);
        for (var k = 0; k < labels; k++)
        {
            var (x, y) = (curves[k].X, curves[k].Y);
            for (var i = 0; i + 1 < x.Length; i++)
                (starts[k * steps + i], steepness[k * steps + i], rises[k * steps + i]) = (x[i], 1f / (x[i + 1] - x[i]), y[i + 1] - y[i]);
        }

        string Steps(string name, float[] values) => builder.Floats(Prefix + name, [1, labels, steps], values);
        var last = builder.Integers($"{Prefix}last", 2);
        var column = builder.Node("Unsqueeze", $"{Prefix}column", [ClassifierGraph.Logits, last]);
        var distance = builder.Node("Sub", $"{Prefix}distance", [column, Steps("starts", starts)]);
        var climb = builder.Node("Mul", $"{Prefix}climb", [distance, Steps("steepness", steepness)]);
        var zero = builder.Floats($"{Prefix}zero", [], [0f]);
        var one = builder.Floats($"{Prefix}one", [], [1f]);
        var part = builder.Node(
            "Mul", $"{Prefix}part", [builder.Node("Clip", $"{Prefix}clipped", [climb, zero, one]), Steps("rises", rises)]);
        var risen = builder.Node("Squeeze", $"{Prefix}risen", [builder.Reduce("ReduceSum", $"{Prefix}sum", part, 2), last]);
        var floor = builder.Floats($"{Prefix}floor", [labels], [.. curves.Select(curve => curve.Y[0])]);
        // The sum of rounded rises may end a hair above one.
        builder.Node("Clip", ClassifierGraph.Probabilities, [builder.Node("Add", $"{Prefix}unclipped", [risen, floor]), zero, one]);
    }
}
