using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Inference;

/// <summary>Checks that a graph is what its manifest says before a single image is run.</summary>
internal static class GraphContract
{
    public static void Check(InferenceSession session, ModelManifest manifest, IEnumerable<string> outputs)
    {
        var faults = new List<string>();
        if (!session.InputMetadata.TryGetValue(ArtifactLayout.Graph.Pixels, out var input))
        {
            faults.Add($"it has no input '{ArtifactLayout.Graph.Pixels}'");
        }
        else if (input.Dimensions is not [_, 1, var h, var w] || h != manifest.InputSize || w != manifest.InputSize)
        {
            faults.Add($"its input is [{string.Join(", ", input.Dimensions)}], not [N, 1, {manifest.InputSize}, {manifest.InputSize}]");
        }

        faults.AddRange(outputs.Where(o => !session.OutputMetadata.ContainsKey(o)).Select(static o => $"it has no output '{o}'"));

        var classes = manifest.Task == ClassificationTask.Binary ? 1 : manifest.Classes.Length;
        if (session.OutputMetadata.TryGetValue(ArtifactLayout.Graph.Probabilities, out var p) && p.Dimensions is not [_, _])
        {
            faults.Add($"its probabilities have {p.Dimensions.Length} dimensions, not 2");
        }
        else if (p is not null && p.Dimensions[1] > 0 && p.Dimensions[1] != classes)
        {
            faults.Add($"it gives {p.Dimensions[1]} probabilities, not {classes}");
        }

        if (faults.Count > 0) throw new ModelFileException(ModelFileFault.Corrupt, $"The model's graph is not what its manifest says: {string.Join("; ", faults)}.");
    }
}
