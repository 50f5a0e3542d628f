using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>
/// The last word on an image: the thresholds' decision, unless the finding is weak enough to be referred or the image is no chest X-ray. In the
/// graph, so that nobody who runs it elsewhere can have the probability without the gate.
/// </summary>
internal static class VerdictNodes
{
    private const string Prefix = "verdict/";

    /// <summary>Appends <c>decision</c> [N, 1]; reads what <see cref="DecisionNodes"/> and <see cref="TypicalityNodes"/> gave.</summary>
    internal static void Append(GraphBuilder builder, ClassifierGraphSpec spec)
    {
        var found = Found(builder, spec);
        var finding = Choose(builder, "finding", found, Decision.Positive, Decision.Negative);
        if (spec.ReferBelow is { } bar)
        {
            var weak = builder.Node("Less", $"{Prefix}weak", [Evidence(builder, spec), builder.Floats($"{Prefix}bar", [1], [bar])]);
            var referred = builder.Node("And", $"{Prefix}referred", [found, weak]);
            finding = builder.Node("Where", $"{Prefix}banded", [referred, Number(builder, Decision.Refer), finding]);
        }

        if (spec.TypicalityLimit is not { } limit)
        {
            builder.Node("Identity", ClassifierGraph.Decision, [finding]);
            return;
        }

        // A typicality that is no number is not at most anything: such an image is turned away.
        var typical = builder.Node("LessOrEqual", $"{Prefix}typical", [ClassifierGraph.Typicality, builder.Floats($"{Prefix}limit", [1], [limit])]);
        builder.Node("Where", ClassifierGraph.Decision, [typical, finding, Number(builder, Decision.NotAChestXray)]);
    }

    /// <summary>Whether something was found: [N, 1] of booleans.</summary>
    private static string Found(GraphBuilder builder, ClassifierGraphSpec spec)
    {
        // Binary: 1 is positive. Multi-label: −1 is "no label". Multi-class: whatever is not the negative class.
        var nothing = spec.Task switch
        {
            ClassificationTask.Binary => 0,
            ClassificationTask.MultiLabel => -1,
            _ => spec.NegativeIndex ?? -1,
        };
        var negative = builder.Node("Equal", $"{Prefix}negative", [ClassifierGraph.ClassIndex, builder.Integers($"{Prefix}nothing", nothing)]);
        return builder.Node("Not", $"{Prefix}found", [negative]);
    }

    /// <summary>The probability that the refer band looks at: [N, 1].</summary>
    private static string Evidence(GraphBuilder builder, ClassifierGraphSpec spec)
    {
        if (spec.Task == ClassificationTask.Binary) return ClassifierGraph.Probabilities;
        if (spec.Task == ClassificationTask.MultiLabel) return builder.Reduce("ReduceMax", $"{Prefix}greatest", ClassifierGraph.Probabilities, 1);
        if (spec.NegativeIndex is null)
            return builder.Node("GatherElements", $"{Prefix}chosen", [ClassifierGraph.Probabilities, ClassifierGraph.ClassIndex], OnnxNodes.Int("axis", 1));
        var absent = builder.Node(
            "Gather", $"{Prefix}absent", [ClassifierGraph.Probabilities, builder.Integers($"{Prefix}absent-index", spec.NegativeIndex.Value)], OnnxNodes.Int("axis", 1));
        return builder.Node("Sub", $"{Prefix}any-finding", [builder.Floats($"{Prefix}one", [1], [1f]), absent]);
    }

    private static string Choose(GraphBuilder builder, string output, string condition, Decision yes, Decision no)
        => builder.Node("Where", $"{Prefix}{output}", [condition, Number(builder, yes), Number(builder, no)]);

    private static string Number(GraphBuilder builder, Decision decision)
        => builder.Integers($"{Prefix}{decision.ToWord()}", ArtifactLayout.Graph.Decisions.IndexOf(decision));
}
