using System.Collections.Immutable;
using System.Globalization;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Packaging;

/// <summary>What the graph carries with it, for those who meet it without its .zip.</summary>
internal static class GraphMetadata
{
    public static ImmutableSortedDictionary<string, string> Of(ModelManifest m) => new Dictionary<string, string>
    {
        ["pneumonia.format"] = m.FormatVersion.ToString(CultureInfo.InvariantCulture),
        ["pneumonia.task"] = m.Task.ToString(),
        ["pneumonia.classes"] = string.Join('|', m.Classes),
        [GraphThresholds.MetadataKey] = GraphThresholds.Text(m.Thresholds.AsSpan()),
        ["pneumonia.input"] = $"pixels [N,1,{m.InputSize},{m.InputSize}] float32, greyscale 0…255, stretched to the square",
        ["pneumonia.notice"] = "A research and engineering tool, not a medical device.",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
