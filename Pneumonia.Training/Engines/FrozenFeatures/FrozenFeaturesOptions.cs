using System.Collections.Immutable;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>What the FrozenFeatures engine works with.</summary>
public sealed record FrozenFeaturesOptions
{
    /// <value>Backbones: names of the catalogue or paths of ONNX files, at least one. Default: the embedded chest backbone.</value>
    public ImmutableArray<string> Backbones { get; init; } = ["chest"];

    /// <value>Range of the L2 penalty that the search may choose from, both ends inclusive, above 0. Default 0.003 to 300.</value>
    public (double Low, double High) L2 { get; init; } = (0.003, 300);

    /// <value>Images in one run of a backbone. Range 1…256; default 8.</value>
    public int BatchSize { get; init; } = 8;
}
