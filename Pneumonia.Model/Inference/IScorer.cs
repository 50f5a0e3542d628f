namespace Pneumonia.Model.Inference;

/// <summary>Turns prepared pixels into raw outputs. Safe to call from many threads.</summary>
internal interface IScorer : IDisposable
{
    /// <param name="pixels">count × S × S values in [0, 255].</param>
    /// <param name="count">Number of images.</param>
    ScoredBatch Score(ReadOnlyMemory<float> pixels, int count);

    /// <summary>The same, on the calling thread where that is possible: for many callers at a time, who would only wait for each other's helpers.</summary>
    /// <inheritdoc cref="Score"/>
    ScoredBatch ScoreAlone(ReadOnlyMemory<float> pixels, int count) => Score(pixels, count);

    /// <summary>One image with its activation maps.</summary>
    /// <param name="pixels">S × S values in [0, 255].</param>
    /// <exception cref="ModelFileException">The graph gives no activation maps.</exception>
    ExplainedScore Explain(ReadOnlyMemory<float> pixels);
}

/// <summary>Raw outputs of a batch.</summary>
/// <param name="Probabilities">[count, K], row by row.</param>
/// <param name="ClassIndex">[count].</param>
/// <param name="Typicality">[count].</param>
/// <param name="LabelFlags">[count, K] of a multi-label model, else empty.</param>
internal sealed record ScoredBatch(float[] Probabilities, long[] ClassIndex, float[] Typicality, long[] LabelFlags);

/// <summary>Raw outputs of one image, with the activation of each output at each place.</summary>
/// <param name="Batch">The answer: a batch of one.</param>
/// <param name="Logits">[K].</param>
/// <param name="Map">[K, height, width].</param>
/// <param name="Width">Columns of a map.</param>
/// <param name="Height">Rows of a map.</param>
internal sealed record ExplainedScore(ScoredBatch Batch, float[] Logits, float[] Map, int Width, int Height);
