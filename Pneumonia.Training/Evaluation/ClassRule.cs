using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>The decision among K classes for many images; see <see cref="Model.Inference.ClassRule"/>, which serving uses too.</summary>
internal static class ClassRule
{
    /// <param name="probabilities">[N, K].</param>
    /// <param name="thresholds">K values, above 0.</param>
    /// <param name="negative">Index of the negative class, or −1.</param>
    /// <returns>[N] class indices.</returns>
    public static int[] Decide(ScoreMatrix probabilities, ImmutableArray<float> thresholds, int negative)
        => [.. Enumerable.Range(0, probabilities.Rows).Select(i => Decide(probabilities.Row(i), thresholds.AsSpan(), negative))];

    public static int Decide(ReadOnlySpan<float> p, ReadOnlySpan<float> thresholds, int negative)
        => Model.Inference.ClassRule.Decide(p, thresholds, negative);
}
