using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>
/// The decision among K classes, as the graph makes it. With a negative class: where 1 − p(negative) reaches the negative class's
/// threshold, the finding with the greatest p / threshold, else the negative class; so that a promise on recall holds for "any finding".
/// Without one: the class with the greatest p / threshold.
/// </summary>
internal static class ClassRule
{
    /// <param name="probabilities">[N, K].</param>
    /// <param name="thresholds">K values, above 0.</param>
    /// <param name="negative">Index of the negative class, or −1.</param>
    /// <returns>[N] class indices.</returns>
    public static int[] Decide(ScoreMatrix probabilities, ImmutableArray<float> thresholds, int negative)
        => [.. Enumerable.Range(0, probabilities.Rows).Select(i => Decide(probabilities.Row(i), thresholds.AsSpan(), negative))];

    public static int Decide(ReadOnlySpan<float> p, ReadOnlySpan<float> thresholds, int negative)
    {
        if (negative >= 0 && 1 - p[negative] < thresholds[negative]) return negative;
        var best = -1;
        for (var k = 0; k < p.Length; k++)
        {
            if (k != negative && (best < 0 || p[k] / thresholds[k] > p[best] / thresholds[best])) best = k;
        }

        return best;
    }
}
