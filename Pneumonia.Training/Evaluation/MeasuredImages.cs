using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Evaluation;

/// <summary>The images behind an evaluation, and what the model said of them.</summary>
/// <param name="Samples">N images with their true labels.</param>
/// <param name="Probabilities">[N, K], calibrated; K = 1 for binary.</param>
public sealed record MeasuredImages(ImmutableArray<ImageSample> Samples, ScoreMatrix Probabilities);
