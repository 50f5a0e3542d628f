using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>One shift in all its strengths.</summary>
/// <param name="Shift">What it is.</param>
/// <param name="Unit">What a level counts, or empty.</param>
/// <param name="Neutral">The level that changes nothing, or null.</param>
/// <param name="Points">By ascending level.</param>
public sealed record StressCurve(string Shift, string Unit, double? Neutral, ImmutableArray<StressPoint> Points);
