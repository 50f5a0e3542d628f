namespace Pneumonia.Training.Evaluation;

/// <summary>
/// Figures for scores and labels: decisions here, ranking and probability in the other parts. Scores are float, sums are double.
/// What a data set can't tell (no positives, no images) is NaN, never an exception; what can't be meant (wrong lengths, labels out
/// of range, scores that aren't finite) is an <see cref="ArgumentException"/>.
/// </summary>
public static partial class Metrics
{
    /// <summary>The index of the largest score; the lowest such index on ties, as ONNX ArgMax and NumPy decide.</summary>
    /// <param name="scores">At least one score.</param>
    public static int ArgMax(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
            throw new ArgumentException("scores must hold at least one score, but holds none.", nameof(scores));
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
            if (scores[k] > scores[best])
                best = k;
        return best;
    }

    /// <summary>The class of each image: <see cref="ArgMax"/> of its row.</summary>
    /// <returns>N class indices.</returns>
    public static int[] Decisions(ScoreMatrix scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var decisions = new int[scores.Rows];
        for (var i = 0; i < decisions.Length; i++)
            decisions[i] = ArgMax(scores.Row(i));
        return decisions;
    }

    /// <summary>Share of images whose largest score is that of the true class; NaN without images.</summary>
    /// <param name="scores">[N, K].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    public static double Accuracy(ScoreMatrix scores, ReadOnlySpan<int> labels) => Confusion(scores, labels).Accuracy;

    /// <summary>The K × K table of <see cref="Decisions"/>.</summary>
    /// <param name="scores">[N, K].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    public static ClassConfusion Confusion(ScoreMatrix scores, ReadOnlySpan<int> labels)
        => Confusion(Decisions(scores), labels, scores.Classes);

    /// <summary>The K × K table of decisions made elsewhere.</summary>
    /// <param name="decisions">[N], each in 0…K−1.</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <param name="classes">K, 1 or more.</param>
    public static ClassConfusion Confusion(ReadOnlySpan<int> decisions, ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Check.SameLength(labels.Length, decisions.Length, nameof(labels));
        Check.Labels(labels, classes, nameof(labels));
        Check.Labels(decisions, classes, nameof(decisions));

        var counts = new int[classes * classes];
        for (var i = 0; i < labels.Length; i++)
            counts[labels[i] * classes + decisions[i]]++;
        return new ClassConfusion([.. counts], classes);
    }

    /// <summary>The two-by-two table where scores at or above the threshold are called positive.</summary>
    /// <param name="scores">[N].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="threshold">Inclusive; compared in float, as the exported graph does.</param>
    public static BinaryConfusion Confusion(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, float threshold)
    {
        Check.Binary(scores, labels);
        // Indexed by truth + 2 × decision, so that the loop has no branches.
        Span<int> counts = stackalloc int[4];
        for (var i = 0; i < scores.Length; i++)
            counts[labels[i] + (scores[i] >= threshold ? 2 : 0)]++;
        return new BinaryConfusion(counts[3], counts[2], counts[0], counts[1]);
    }
}
