using System.Collections.Immutable;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Explaining;

/// <summary>Names the maps of a graph.</summary>
internal static class ActivationMaps
{
    public static ImmutableArray<ActivationMap> Of(ModelManifest manifest, ExplainedScore scored)
    {
        var area = scored.Width * scored.Height;
        return [.. scored.Logits.Select((logit, k) => new ActivationMap(
            Label(manifest, k), scored.Width, scored.Height, [.. scored.Map.AsSpan(k * area, area)], logit))];
    }

    // A binary graph's one output speaks of the second class.
    private static string Label(ModelManifest manifest, int output)
        => manifest.Task == ClassificationTask.Binary ? manifest.Classes[1] : manifest.Classes[output];
}
