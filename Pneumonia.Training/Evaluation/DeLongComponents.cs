namespace Pneumonia.Training.Evaluation;

/// <summary>
/// What DeLong's method needs of one model: for each positive the share of negatives it outscores, for each negative the share of
/// positives that outscore it, ties counting half. From midranks in O(n log n): Sun and Xu, "Fast implementation of DeLong's
/// algorithm", IEEE Signal Processing Letters 21 (2014).
/// </summary>
internal sealed class DeLongComponents
{
    public DeLongComponents(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        Check.Binary(scores, labels);
        var positives = Pick(scores, labels, 1);
        var negatives = Pick(scores, labels, 0);
        var pooled = Midranks([.. positives, .. negatives]);
        var among = Midranks(positives);
        var amongNegatives = Midranks(negatives);

        // A rank among all less the rank among one's own is how many of the others lie below.
        OfPositives = [.. positives.Select((_, i) => (pooled[i] - among[i]) / negatives.Length)];
        OfNegatives = [.. negatives.Select((_, j) => 1 - (pooled[positives.Length + j] - amongNegatives[j]) / positives.Length)];
        Auc = positives.Length == 0 || negatives.Length == 0 ? double.NaN : OfPositives.Average();
    }

    public double Auc { get; }

    public double[] OfPositives { get; }

    public double[] OfNegatives { get; }

    /// <summary>Covariance of two models' areas on the same images; with itself, the variance. NaN below two of each class.</summary>
    public double Covariance(DeLongComponents other)
        => Covariance(OfPositives, other.OfPositives) / OfPositives.Length + Covariance(OfNegatives, other.OfNegatives) / OfNegatives.Length;

    private static double Covariance(double[] a, double[] b)
    {
        if (a.Length < 2)
            return double.NaN;
        double meanA = a.Average(), meanB = b.Average(), sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - meanA) * (b[i] - meanB);
        return sum / (a.Length - 1);
    }

    private static float[] Pick(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, int label)
    {
        var picked = new List<float>();
        for (var i = 0; i < scores.Length; i++)
            if (labels[i] == label)
                picked.Add(scores[i]);
        return [.. picked];
    }

    /// <summary>Ranks from 1; equal values share the mean of their ranks.</summary>
    internal static double[] Midranks(float[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        var sorted = values.ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
        }
        return ranks;
    }
}
