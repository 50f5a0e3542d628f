using System.Collections.Immutable;

namespace Pneumonia.Training.Search;

/// <summary>The figure by which trials are compared.</summary>
internal interface ITrialScorer
{
    /// <param name="outOfFoldLogits">[training rows, K].</param>
    TrialScore Score(float[] outOfFoldLogits);
}

/// <summary>A trial's figure; larger is better.</summary>
/// <param name="Metric">Over all training rows.</param>
/// <param name="FoldMetrics">Of each fold; NaN where it is undefined.</param>
internal sealed record TrialScore(double Metric, ImmutableArray<double> FoldMetrics);
