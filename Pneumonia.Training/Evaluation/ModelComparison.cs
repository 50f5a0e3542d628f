using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>Two models on the same images, each at its own thresholds.</summary>
/// <param name="Images">Images that both could read.</param>
/// <param name="Figures">Areas by <see cref="DeLong"/>, right decisions by <see cref="McNemar"/>; images count as independent in both.</param>
public sealed record ModelComparison(int Images, ImmutableArray<ComparedFigure> Figures);
