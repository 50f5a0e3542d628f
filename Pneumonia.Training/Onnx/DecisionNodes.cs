using Pneumonia.Model;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>The decision from probabilities and thresholds, so that every language decides alike.</summary>
internal static class DecisionNodes
{
    internal const string Thresholds = $"{Prefix}thresholds";

    /// <summary>The negative class's threshold by itself, where there is such a class.</summary>
    internal const string Least = $"{Prefix}least";

    private const string Prefix = "decision/";

    /// <summary>Appends <c>class_index</c> [N, 1] and, for multi-label, <c>label_flags</c> [N, K].</summary>
    internal static void Append(GraphBuilder builder, ClassifierGraphSpec spec)
    {
        var thresholds = builder.Floats(Thresholds, [spec.Outputs], spec.Thresholds.AsSpan());
        switch (spec.Task)
        {
            case ClassificationTask.Binary:
                Reached(builder, thresholds, ClassifierGraph.ClassIndex);
                break;
            case ClassificationTask.MultiClass:
                if (spec.NegativeIndex is { } negative)
                    FindingOrNegative(builder, spec, thresholds, negative);
                else
                    Strongest(builder, thresholds, ClassifierGraph.ClassIndex);
                break;
            default:
                Reached(builder, thresholds, ClassifierGraph.LabelFlags);
                StrongestOrNone(builder, thresholds);
                break;
        }
    }

    private static void Reached(GraphBuilder builder, string thresholds, string output)
    {
        var reached = builder.Node("GreaterOrEqual", $"{Prefix}reached", [ClassifierGraph.Probabilities, thresholds]);
        builder.Node("Cast", output, [reached], OnnxNodes.Int("to", (int)DataType.Int64));
    }

    /// <summary>Where 1 − p(negative) reaches its threshold, the finding of the greatest p/t; else the negative class.</summary>
    private static void FindingOrNegative(GraphBuilder builder, ClassifierGraphSpec spec, string thresholds, int negative)
    {
        var index = builder.Integers($"{Prefix}negative", negative);
        var absent = builder.Node("Gather", $"{Prefix}absent", [ClassifierGraph.Probabilities, index], OnnxNodes.Int("axis", 1));
        var finding = builder.Node("Sub", $"{Prefix}finding", [builder.Floats($"{Prefix}one", [1], [1f]), absent]);
        var least = builder.Floats(Least, [1], [spec.Thresholds[negative]]);
        var reached = builder.Node("GreaterOrEqual", $"{Prefix}reached", [finding, least]);

        // A probability below zero never wins: the negative class is out of this race.
        var relative = builder.Node("Div", $"{Prefix}relative", [ClassifierGraph.Probabilities, thresholds]);
        float[] race = [.. Enumerable.Range(0, spec.Outputs).Select(k => k == negative ? 0f : 1f)];
        float[] handicap = [.. race.Select(static r => r - 1f)];
        var kept = builder.Node("Mul", $"{Prefix}kept", [relative, builder.Floats($"{Prefix}race", [spec.Outputs], race)]);
        var ranked = builder.Node("Add", $"{Prefix}ranked", [kept, builder.Floats($"{Prefix}handicap", [spec.Outputs], handicap)]);
        var strongest = builder.Node("ArgMax", $"{Prefix}strongest", [ranked], OnnxNodes.Int("axis", 1), OnnxNodes.Int("keepdims", 1));
        builder.Node("Where", ClassifierGraph.ClassIndex, [reached, strongest, index]);
    }

    private static string Strongest(GraphBuilder builder, string thresholds, string output)
    {
        var relative = builder.Node("Div", $"{Prefix}relative", [ClassifierGraph.Probabilities, thresholds]);
        return builder.Node("ArgMax", output, [relative], OnnxNodes.Int("axis", 1), OnnxNodes.Int("keepdims", 1));
    }

    /// <summary>The label of the greatest p/t; −1 where no label is on. (In float as in theory, p ≥ t just where p/t ≥ 1.)</summary>
    private static void StrongestOrNone(GraphBuilder builder, string thresholds)
    {
        var strongest = Strongest(builder, thresholds, $"{Prefix}strongest");
        var count = builder.Reduce("ReduceSum", $"{Prefix}count", ClassifierGraph.LabelFlags, 1);
        var any = builder.Node("Greater", $"{Prefix}any", [count, builder.Integers($"{Prefix}nothing", 0)]);
        builder.Node("Where", ClassifierGraph.ClassIndex, [any, strongest, builder.Integers($"{Prefix}none", -1)]);
    }
}
