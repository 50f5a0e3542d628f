namespace Pneumonia.Training.Onnx;

/// <summary>How a graph is compared with what it was made from.</summary>
internal sealed record GraphVerifierOptions
{
    /// <value>Largest difference allowed, relative to the largest value compared or to 1, whichever is more. Default 1e-4.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <value>Seed of the images that are run. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>Threads of each session. Default 1. Range 1 and more.</value>
    public int Threads { get; init; } = 1;
}
