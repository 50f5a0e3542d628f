using System.Collections.Immutable;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Evaluation;

/// <summary>What the "refer to a radiologist" band between the two bars costs and is worth.</summary>
public sealed record ReferEvaluation
{
    /// <value>The upper bar: a finding below it is referred.</value>
    public required float ReferBelow { get; init; }

    /// <value>Images referred.</value>
    public required int Referred { get; init; }

    /// <value>Those of them with a finding.</value>
    public required int ReferredPositives { get; init; }

    /// <value>Share of all images that is referred. Depends on prevalence.</value>
    public required Estimate Share { get; init; }

    /// <value>Positives called positive outright.</value>
    public required Estimate OutrightRecall { get; init; }

    /// <value>Negatives not called positive outright: what the second bar promises.</value>
    public required Estimate OutrightSpecificity { get; init; }

    /// <param name="probabilities">[N, K].</param>
    /// <param name="targets">The truth of the N images.</param>
    /// <param name="negative">Index of the negative class of a multi-class task, else −1.</param>
    /// <param name="thresholds">One an output.</param>
    /// <param name="referBelow">The upper bar.</param>
    /// <param name="confidence">Of the intervals.</param>
    internal static ReferEvaluation Measure(
        ScoreMatrix probabilities, Targets targets, int negative, ImmutableArray<float> thresholds, float referBelow, double confidence)
    {
        var scores = FindingScores.Any(probabilities, negative);
        var truth = FindingScores.Truth(targets, negative);
        int referred = 0, referredPositives = 0, hits = 0, cleared = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var outright = Called(probabilities.Row(i), negative, thresholds) && scores[i] >= referBelow;
            var refer = !outright && Called(probabilities.Row(i), negative, thresholds);
            referred += refer ? 1 : 0;
            referredPositives += refer ? truth[i] : 0;
            hits += outright ? truth[i] : 0;
            cleared += outright ? 0 : 1 - truth[i];
        }

        var positives = truth.Sum();
        return new ReferEvaluation
        {
            ReferBelow = referBelow,
            Referred = referred,
            ReferredPositives = referredPositives,
            Share = Rate(referred, truth.Length, confidence),
            OutrightRecall = Rate(hits, positives, confidence),
            OutrightSpecificity = Rate(cleared, truth.Length - positives, confidence),
        };
    }

    private static bool Called(ReadOnlySpan<float> p, int negative, ImmutableArray<float> thresholds)
    {
        if (negative >= 0) return 1 - p[negative] >= thresholds[negative];
        for (var k = 0; k < p.Length; k++)
            if (p[k] >= thresholds[k])
                return true;
        return false;
    }

    private static Estimate Rate(int part, int whole, double confidence)
        => new(whole == 0 ? double.NaN : (double)part / whole, Proportions.Wilson(part, whole, confidence));
}
