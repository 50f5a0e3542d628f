using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Inference;

/// <summary>Checks that a graph is what its manifest says before a single image is run.</summary>
internal static class GraphContract
{
    private const int AnyBatch = -1;

    /// <exception cref="ModelFileException">It is not; every fault is named.</exception>
    public static void Check(InferenceSession session, ModelManifest manifest)
    {
        var side = manifest.InputSize;
        var outputs = manifest.Thresholds.Length;
        string?[] faults =
        [
            .. session.InputMetadata.Keys.Where(static name => name != ArtifactLayout.Graph.Pixels).Select(static name => $"it wants an input '{name}' too"),
            Fault("input", session.InputMetadata, ArtifactLayout.Graph.Pixels, TensorElementType.Float, 1, side, side),
            Fault("output", session.OutputMetadata, ArtifactLayout.Graph.Probabilities, TensorElementType.Float, outputs),
            Fault("output", session.OutputMetadata, ArtifactLayout.Graph.ClassIndex, TensorElementType.Int64, 1),
            Fault("output", session.OutputMetadata, ArtifactLayout.Graph.Typicality, TensorElementType.Float, 1),
            manifest.Task == ClassificationTask.MultiLabel
                ? Fault("output", session.OutputMetadata, ArtifactLayout.Graph.LabelFlags, TensorElementType.Int64, outputs)
                : null,
        ];
        var found = faults.OfType<string>().ToArray();
        if (found.Length > 0)
        {
            throw new ModelFileException(ModelFileFault.Corrupt, $"The model's graph is not what its manifest says: {string.Join("; ", found)}.");
        }
    }

    /// <summary>Size of the activation maps, which only explaining needs.</summary>
    /// <exception cref="ModelFileException">The graph gives none of a known size, or no logits.</exception>
    public static (int Width, int Height) MapSize(InferenceSession session, int outputs)
    {
        var logits = Fault("output", session.OutputMetadata, ArtifactLayout.Graph.Logits, TensorElementType.Float, outputs);
        if (logits is null
            && session.OutputMetadata.TryGetValue(ArtifactLayout.Graph.ActivationMap, out var map)
            && map is { IsTensor: true, ElementDataType: TensorElementType.Float, Dimensions: [AnyBatch, var labels, > 0 and var height, > 0 and var width] }
            && labels == outputs)
        {
            return (width, height);
        }

        throw new ModelFileException(
            ModelFileFault.Corrupt, $"The model can't be explained: {logits ?? $"its graph gives no '{ArtifactLayout.Graph.ActivationMap}' of [N, {outputs}, height, width]"}.");
    }

    private static string? Fault(
        string role, IReadOnlyDictionary<string, NodeMetadata> tensors, string name, TensorElementType type, params ReadOnlySpan<int> afterBatch)
    {
        if (!tensors.TryGetValue(name, out var tensor)) return $"it has no {role} '{name}'";
        if (!tensor.IsTensor) return $"its {role} '{name}' is no tensor";
        var rule = $"{type} [N, {string.Join(", ", afterBatch.ToArray())}]";
        return tensor.ElementDataType == type && tensor.Dimensions is [AnyBatch, .. var rest] && afterBatch.SequenceEqual(rest)
            ? null
            : $"its {role} '{name}' is {tensor.ElementDataType} [{string.Join(", ", tensor.Dimensions)}], not {rule}";
    }
}
