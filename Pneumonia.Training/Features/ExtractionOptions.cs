using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Features;

/// <summary>How features are extracted.</summary>
internal sealed record ExtractionOptions
{
    /// <value>Images in one run of the network. Default 8: larger gains nothing on processors and costs memory.</value>
    public int BatchSize { get; init; } = 8;

    /// <value>Workers that decode and run at the same time, each on one thread.</value>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <value>What is refused before decoding.</value>
    public ImageLimits Images { get; init; } = ImageLimits.Default;
}
