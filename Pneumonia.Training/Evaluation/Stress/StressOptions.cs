using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>How the stress suite is run.</summary>
public sealed record StressOptions
{
    /// <value>Most images used, drawn so that every class keeps its share; at least 1. Default 300.</value>
    public int MaxImages { get; init; } = 300;

    /// <value>Draws the images and the noise. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>Images worked on at the same time; 0 (default) takes one a processor. Range 0…256. No figure depends on it.</value>
    public int Threads { get; init; }

    /// <value>Two-sided confidence of all intervals, strictly between 0 and 1. Default 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <value>What is refused before decoding.</value>
    public ImageLimits Images { get; init; } = ImageLimits.Default;

    internal int EffectiveThreads => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal IEnumerable<string> Faults()
    {
        if (MaxImages < 1) yield return $"The stress suite needs at least 1 image (--stress-images); it is given {MaxImages}.";
        if (Threads is < 0 or > 256) yield return $"The stress suite's threads must lie in 0…256; they are {Threads}.";
        if (!(Confidence is > 0 and < 1)) yield return $"The stress suite's confidence must lie between 0 and 1, both exclusive; it is {Confidence}.";
    }
}
