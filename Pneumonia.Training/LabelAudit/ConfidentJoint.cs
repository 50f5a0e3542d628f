using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.LabelAudit;

/// <summary>
/// Confident learning (Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", 2021): an image counts as
/// class j where its probability of j reaches the mean over the images labelled j. What counts as another class than its label is suspect.
/// </summary>
internal sealed class ConfidentJoint
{
    private readonly int[,] counts;
    private readonly int[] labelled;
    private readonly int[] counted;

    /// <param name="probabilities">Out-of-fold probabilities, rows × classes, each row adding up to 1.</param>
    /// <param name="labels">The given class of each row.</param>
    public ConfidentJoint(ScoreMatrix probabilities, ReadOnlySpan<int> labels)
    {
        var classes = probabilities.Classes;
        (counts, labelled, counted) = (new int[classes, classes], new int[classes], new int[labels.Length]);
        var bars = Bars(probabilities, labels, labelled);
        for (var row = 0; row < labels.Length; row++)
        {
            counted[row] = CountAs(probabilities, row, bars);
            if (counted[row] >= 0) counts[labels[row], counted[row]]++;
        }
    }

    /// <summary>Whether a row counts as another class than the given one.</summary>
    public bool IsOffDiagonal(int row, int given) => counted[row] >= 0 && counted[row] != given;

    /// <summary>Wrong labels in all: each class's share off the diagonal, times its images, for not every image is counted.</summary>
    public double EstimatedErrors()
    {
        var errors = 0.0;
        for (var given = 0; given < labelled.Length; given++)
        {
            var sum = Enumerable.Range(0, labelled.Length).Sum(k => counts[given, k]);
            if (sum > 0) errors += labelled[given] * (1 - counts[given, given] / (double)sum);
        }

        return errors;
    }

    private static double[] Bars(ScoreMatrix probabilities, ReadOnlySpan<int> labels, int[] labelled)
    {
        var sums = new double[labelled.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            sums[labels[row]] += probabilities[row, labels[row]];
            labelled[labels[row]]++;
        }

        // A class that nobody carries can be suggested to nobody.
        return [.. sums.Select((sum, k) => labelled[k] > 0 ? sum / labelled[k] : double.PositiveInfinity)];
    }

    private static int CountAs(ScoreMatrix probabilities, int row, double[] bars)
    {
        var best = -1;
        for (var k = 0; k < bars.Length; k++)
        {
            if (probabilities[row, k] >= bars[k] && (best < 0 || probabilities[row, k] > probabilities[row, best])) best = k;
        }

        return best;
    }
}
