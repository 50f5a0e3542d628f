namespace Pneumonia.Model.Inference;

/// <summary>Turns prepared pixels into raw outputs. Safe to call from many threads.</summary>
internal interface IScorer : IDisposable
{
    /// <param name="pixels">count × S × S values in [0, 255].</param>
    /// <param name="count">Number of images.</param>
    ScoredBatch Score(ReadOnlyMemory<float> pixels, int count);
}

/// <summary>Raw outputs of a batch.</summary>
/// <param name="Probabilities">[count, K], row by row.</param>
/// <param name="ClassIndex">[count].</param>
/// <param name="Typicality">[count].</param>
/// <param name="LabelFlags">[count, K] of a multi-label model, else empty.</param>
internal sealed record ScoredBatch(float[] Probabilities, long[] ClassIndex, float[] Typicality, long[] LabelFlags);
