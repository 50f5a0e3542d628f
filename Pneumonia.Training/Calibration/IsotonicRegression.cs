using System.Collections.Immutable;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Fits the best never falling map by pooling adjacent violators (Barlow et al. 1972), then draws straight lines through the
/// centres of its level blocks, which estimates better than its steps (Oron and Flournoy, "Centered isotonic regression",
/// Statistics in Biopharmaceutical Research 9, 2017) and takes few numbers in a graph. Probabilities keep 1/(N + 2) away from
/// 0 and 1: N images can't make certain.
/// </summary>
public static class IsotonicRegression
{
    /// <summary>Most knots; neighbouring blocks whose merging costs the least squared error are merged until it holds.</summary>
    public const int MaxKnots = 64;

    /// <summary>Fits knots.</summary>
    /// <param name="scores">[N], on any scale.</param>
    /// <param name="labels">[N], 0 or 1; may be of one class only, or none.</param>
    /// <param name="weights">[N], above 0 and finite; where empty, all 1.</param>
    public static IsotonicCalibrator Fit(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights = default)
    {
        Check.Binary(scores, labels);
        if (scores.IsEmpty)
            return new IsotonicCalibrator([0], [0.5]);

        var blocks = Merge(Blocks(scores, labels, weights), MaxKnots);
        var margin = 1 / (scores.Length + 2.0);
        return new IsotonicCalibrator(
            [.. blocks.Select(block => block.Score)],
            [.. blocks.Select(block => Math.Clamp(block.Rate, margin, 1 - margin))]);
    }

    /// <summary>The level blocks, by rising score and strictly rising rate.</summary>
    internal static List<IsotonicBlock> Blocks(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty)
            Check.SameLength(weights.Length, scores.Length, nameof(weights));
        var sorted = scores.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);

        var blocks = new List<IsotonicBlock>();
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            // Equal scores get one probability, whatever their labels.
            double weight = 0, hits = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                var one = weights.IsEmpty ? 1 : weights[order[end]];
                if (!(one > 0 && double.IsFinite(one)))
                    throw new ArgumentException($"weights must be above 0 and finite, but weight {order[end]} is {one}.", nameof(weights));
                weight += one;
                hits += one * labels[order[end]];
            }

            var block = new IsotonicBlock(sorted[start], hits / weight, weight);
            while (blocks.Count > 0 && blocks[^1].Rate >= block.Rate)
            {
                block = blocks[^1].With(block);
                blocks.RemoveAt(blocks.Count - 1);
            }
            blocks.Add(block);
        }
        return blocks;
    }

    internal static List<IsotonicBlock> Merge(List<IsotonicBlock> blocks, int most)
    {
        while (blocks.Count > most)
        {
            var cheapest = 0;
            for (var i = 1; i < blocks.Count - 1; i++)
                if (blocks[i].CostOfMerging(blocks[i + 1]) < blocks[cheapest].CostOfMerging(blocks[cheapest + 1]))
                    cheapest = i;
            blocks[cheapest] = blocks[cheapest].With(blocks[cheapest + 1]);
            blocks.RemoveAt(cheapest + 1);
        }
        return blocks;
    }
}
