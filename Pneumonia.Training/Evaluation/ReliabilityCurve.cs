using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>Do images with probability p turn out positive p of the time?</summary>
/// <param name="Bins">The bins that hold images, by rising probability.</param>
/// <param name="ExpectedCalibrationError">Mean |predicted − observed| over the bins, by their size; NaN without images.</param>
/// <param name="MaximumCalibrationError">The largest |predicted − observed| of a bin; NaN without images.</param>
public sealed record ReliabilityCurve(ImmutableArray<ReliabilityBin> Bins, double ExpectedCalibrationError, double MaximumCalibrationError)
{
    /// <summary>The curve of the probability of label 1.</summary>
    /// <param name="probabilities">[N], in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="bins">How many bins, 1 or more.</param>
    /// <param name="binning">How they are cut.</param>
    /// <param name="confidence">Of the bins' intervals, strictly between 0 and 1.</param>
    public static ReliabilityCurve Create(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int bins = 15, Binning binning = Binning.EqualWidth, double confidence = 0.95)
    {
        Check.BinaryProbabilities(probabilities, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);

        var sorted = probabilities.ToArray();
        var outcomes = labels.ToArray();
        Array.Sort(sorted, outcomes);

        var found = ImmutableArray.CreateBuilder<ReliabilityBin>();
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = EndOfBin(sorted, start, bins, binning);
            double predicted = 0;
            var positives = 0;
            for (var i = start; i < end; i++)
            {
                predicted += sorted[i];
                positives += outcomes[i];
            }
            var count = end - start;
            found.Add(new(count, predicted / count, (double)positives / count, Proportions.Wilson(positives, count, confidence)));
        }

        var gaps = found.Select(bin => (bin.Count, Gap: Math.Abs(bin.MeanPredicted - bin.ObservedRate))).ToArray();
        return new ReliabilityCurve(
            found.ToImmutable(),
            gaps.Sum(bin => bin.Count * bin.Gap) / sorted.Length,
            gaps.Select(bin => bin.Gap).DefaultIfEmpty(double.NaN).Max());
    }

    /// <summary>The curve of the highest of K probabilities against whether that class was the right one.</summary>
    /// <param name="probabilities">[N, K], in [0, 1].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <param name="bins">How many bins, 1 or more.</param>
    /// <param name="binning">How they are cut.</param>
    /// <param name="confidence">Of the bins' intervals, strictly between 0 and 1.</param>
    public static ReliabilityCurve CreateTopLabel(
        ScoreMatrix probabilities, ReadOnlySpan<int> labels, int bins = 15, Binning binning = Binning.EqualWidth, double confidence = 0.95)
    {
        Metrics.CheckMultiClass(probabilities, labels);
        var decisions = Metrics.Decisions(probabilities);
        var top = new float[decisions.Length];
        var right = new int[decisions.Length];
        for (var i = 0; i < decisions.Length; i++)
        {
            top[i] = probabilities[i, decisions[i]];
            right[i] = decisions[i] == labels[i] ? 1 : 0;
        }
        return Create(top, right, bins, binning, confidence);
    }

    private static int EndOfBin(float[] sorted, int start, int bins, Binning binning)
    {
        var end = start + 1;
        if (binning == Binning.EqualWidth)
        {
            var bin = Bin(sorted[start], bins);
            while (end < sorted.Length && Bin(sorted[end], bins) == bin)
                end++;
            return end;
        }

        // The next cut at i·N/B that lies beyond the start, moved on to where the probability changes.
        var next = (long)start * bins / sorted.Length + 1;
        end = Math.Max(end, (int)(next * sorted.Length / bins));
        while (end < sorted.Length && sorted[end] == sorted[end - 1])
            end++;
        return end;
    }

    private static int Bin(float probability, int bins) => Math.Min(bins - 1, (int)((double)probability * bins));
}
