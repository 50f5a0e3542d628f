using System.Collections.Immutable;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Stages;

/// <summary>
/// Thresholds of a multi-class decision, so that rare classes are not drowned by frequent ones: coordinate ascent on the mean recall of
/// the classes, over a fixed grid of ratios. The negative class's threshold, which carries the promise, is not touched.
/// </summary>
internal static class ClassThresholds
{
    private const int Sweeps = 3;

    private static readonly ImmutableArray<float> Grid = [.. Enumerable.Range(-8, 17).Select(static i => 0.5f * MathF.Pow(2, -i / 4f)).Where(static t => t is > 0 and <= 1)];

    /// <param name="probabilities">[N, K], out-of-fold.</param>
    /// <param name="labels">[N] class indices.</param>
    /// <param name="negative">Index of the negative class, or −1.</param>
    /// <param name="promised">The negative class's threshold, where there is a promise.</param>
    public static ImmutableArray<float> Tune(ScoreMatrix probabilities, int[] labels, int negative, float? promised)
    {
        var thresholds = Enumerable.Repeat(0.5f, probabilities.Classes).ToArray();
        if (negative >= 0) thresholds[negative] = promised ?? 0.5f;
        var best = MeanRecall(probabilities, labels, thresholds, negative);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var k = 0; k < thresholds.Length; k++)
            {
                if (k == negative) continue;
                foreach (var candidate in Grid)
                {
                    var before = thresholds[k];
                    thresholds[k] = candidate;
                    var recall = MeanRecall(probabilities, labels, thresholds, negative);
                    if (recall > best) best = recall;
                    else thresholds[k] = before;
                }
            }
        }

        return [.. thresholds];
    }

    private static double MeanRecall(ScoreMatrix probabilities, int[] labels, float[] thresholds, int negative)
    {
        var confusion = Metrics.Confusion(ClassRule.Decide(probabilities, [.. thresholds], negative), labels, probabilities.Classes);
        return Metrics.MeanOfKnown(Enumerable.Range(0, probabilities.Classes).Select(k => confusion.Versus(k).Recall));
    }
}
