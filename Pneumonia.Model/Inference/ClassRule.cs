namespace Pneumonia.Model.Inference;

/// <summary>
/// The decision among K classes, as the graph makes it. With a negative class: where 1 − p(negative) reaches the negative class's
/// threshold, the finding with the greatest p / threshold, else the negative class; so that a promise on recall holds for "any finding".
/// Without one: the class with the greatest p / threshold.
/// </summary>
internal static class ClassRule
{
    /// <param name="p">K probabilities.</param>
    /// <param name="thresholds">K values, above 0.</param>
    /// <param name="negative">Index of the negative class, or −1.</param>
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
