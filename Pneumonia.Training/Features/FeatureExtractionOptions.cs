using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Store;

namespace Pneumonia.Training.Features;

/// <summary>What is computed, and where it goes.</summary>
public sealed record FeatureExtractionOptions
{
    /// <value>Backbones: names of the catalogue or paths of ONNX files, at least one. Default: the embedded chest backbone.</value>
    public ImmutableArray<string> Backbones { get; init; } = [BackboneStore.DefaultName];

    /// <value>The folder that remembers. Default <c>.pneumonia</c>.</value>
    public string WorkFolder { get; init; } = Store.WorkFolder.DefaultName;

    /// <value>Images in one run of a backbone. Range 1…256; default 8.</value>
    public int BatchSize { get; init; } = 8;

    /// <value>Images decoded and run at the same time; 0 (default) takes one a processor. Range 0…256.</value>
    public int Threads { get; init; }

    /// <value>What is refused before decoding. A training run finds what was computed under the same limits.</value>
    public ImageLimits Images { get; init; } = ImageLimits.Default;

    internal int EffectiveThreads => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal IEnumerable<string> Faults()
    {
        if (Backbones.IsDefaultOrEmpty) yield return "At least one backbone (--backbone) is needed.";
        if (string.IsNullOrWhiteSpace(WorkFolder)) yield return "A work folder (--work) is needed.";
        if (BatchSize is < 1 or > 256) yield return $"The batch size must lie in 1…256; it is {BatchSize}.";
        if (Threads is < 0 or > 256) yield return $"{nameof(Threads)} must lie in 0…256; it is {Threads}.";
        if (Images is null) yield return $"{nameof(Images)} must not be null.";
    }
}
