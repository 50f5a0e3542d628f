namespace Pneumonia.Training.Torch.Images;

/// <summary>One step's images and what they should become. Buffers are used again.</summary>
/// <param name="count">Images.</param>
/// <param name="area">Pixels of one.</param>
/// <param name="outputs">K.</param>
internal sealed class TrainingBatch(int count, int area, int outputs)
{
    internal int Count => count;

    /// <value>[count, area] greys in 0…255.</value>
    internal float[] Pixels { get; } = new float[count * area];

    /// <value>[count, K] targets in [0, 1].</value>
    internal float[] Targets { get; } = new float[count * outputs];

    /// <value>[count, K] weights of the loss.</value>
    internal float[] Weights { get; } = new float[count * outputs];

    internal Span<float> Image(int i) => Pixels.AsSpan(i * area, area);

    internal Span<float> TargetsOf(int i) => Targets.AsSpan(i * outputs, outputs);

    internal Span<float> WeightsOf(int i) => Weights.AsSpan(i * outputs, outputs);
}
