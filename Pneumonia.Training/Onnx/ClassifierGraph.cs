using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Training.Onnx;

/// <summary>Composes the one graph that decides: pixels, backbones, heads, calibration, thresholds, typicality.</summary>
/// <remarks>
/// Input: <c>pixels</c> [N, 1, S, S] float32, greyscale 0…255. Outputs: <c>logits</c> and <c>probabilities</c> [N, K],
/// <c>class_index</c> [N, 1] int64, <c>activation_map</c> [N, K, h, w], <c>typicality</c> [N, 1], and for multi-label
/// <c>label_flags</c> [N, K] int64 of 0 and 1. <c>decision</c> [N, 1] int64 is what a service should act on: 0 negative, 1 positive, 2 refer,
/// 3 not a chest X-ray. No output is a scalar: ML.NET's OnnxTransformer can't read rank 0.
/// </remarks>
internal static class ClassifierGraph
{
    internal const string Logits = ArtifactLayout.Graph.Logits;
    internal const string Probabilities = ArtifactLayout.Graph.Probabilities;
    internal const string ClassIndex = ArtifactLayout.Graph.ClassIndex;
    internal const string ActivationMap = ArtifactLayout.Graph.ActivationMap;
    internal const string Typicality = ArtifactLayout.Graph.Typicality;
    internal const string LabelFlags = ArtifactLayout.Graph.LabelFlags;
    internal const string Decision = ArtifactLayout.Graph.Decision;

    /// <summary>The tensor that holds the first backbone's features.</summary>
    internal const string FirstFeatures = "member0/features";

    /// <summary>Writes the graph; the same spec gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The spec breaks its rules; the message lists every fault.</exception>
    /// <exception cref="OnnxGraphException">A backbone can't be carried to the operator set of the others.</exception>
    internal static byte[] Compose(ClassifierGraphSpec spec)
    {
        ClassifierGraphSpecRules.Check(spec);
        var builder = new GraphBuilder("classifier", spec.Members.Max(member => Math.Max(OpsetUpgrade.Least, member.Backbone.Opset)));
        builder.Input(FeatureGraph.Pixels, GraphBuilder.Batch, 1, spec.Side, spec.Side);

        var groups = Groups(spec, builder);
        HeadNodes.AppendLogits(builder, groups);
        CalibrationNodes.Append(builder, spec);
        DecisionNodes.Append(builder, spec);
        HeadNodes.AppendActivationMap(builder, groups, spec.MapBaseline.AsSpan());
        TypicalityNodes.Append(builder, spec.Typicality, groups[0].Features, spec.Side);
        VerdictNodes.Append(builder, spec);

        var first = spec.Members[0].Backbone;
        builder.Output(Logits, DataType.Float, GraphBuilder.Batch, spec.Outputs);
        builder.Output(Probabilities, DataType.Float, GraphBuilder.Batch, spec.Outputs);
        builder.Output(ClassIndex, DataType.Int64, GraphBuilder.Batch, 1);
        builder.Output(ActivationMap, DataType.Float, GraphBuilder.Batch, spec.Outputs, first.MapHeight, first.MapWidth);
        builder.Output(Typicality, DataType.Float, GraphBuilder.Batch, 1);
        builder.Output(Decision, DataType.Int64, GraphBuilder.Batch, 1);
        if (spec.Task == ClassificationTask.MultiLabel)
            builder.Output(LabelFlags, DataType.Int64, GraphBuilder.Batch, spec.Outputs);
        return builder.Build(spec.Metadata);
    }

    /// <summary>
    /// Members on the same backbone share it, and the mean of their heads is one head; so twenty folds on one backbone cost what
    /// one costs.
    /// </summary>
    private static List<BackboneGroup> Groups(ClassifierGraphSpec spec, GraphBuilder builder)
    {
        var groups = new List<BackboneGroup>();
        foreach (var members in spec.Members.GroupBy(member => member.Backbone.Key, StringComparer.Ordinal))
        {
            var prefix = $"member{groups.Count}/";
            var backbone = members.First().Backbone;
            var (features, map) = FeatureGraph.Append(builder, backbone, prefix);
            var (weights, bias) = LinearHead.ScaledSum([.. members.Select(member => member.Head)], 1.0 / spec.Members.Length);
            groups.Add(new BackboneGroup(
                prefix, backbone, features, map, Array.ConvertAll(weights, w => (float)w), Array.ConvertAll(bias, b => (float)b)));
        }

        return groups;
    }
}

/// <summary>One backbone in a composed graph, with its share of the mean head: F × K weights and K biases.</summary>
internal sealed record BackboneGroup(string Prefix, BackboneGraph Backbone, string Features, string Map, float[] Weights, float[] Bias)
{
    internal int Outputs => Bias.Length;
}
