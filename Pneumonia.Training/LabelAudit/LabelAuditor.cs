using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.LabelAudit;

/// <summary>Ranks labels by how little the other images agree with them.</summary>
public static class LabelAuditor
{
    /// <summary>Audits labels.</summary>
    /// <param name="task">What kind of labels these are.</param>
    /// <param name="classes">Their names.</param>
    /// <param name="samples">The images.</param>
    /// <param name="outOfFold">
    /// Probabilities by models that have not seen the image or another one of its patient: images × 1 (of the second class) for binary, else
    /// images × classes.
    /// </param>
    /// <exception cref="ArgumentException">There are not as many rows as images, or not as many columns as the task needs.</exception>
    public static LabelAuditReport Audit(ClassificationTask task, ImmutableArray<string> classes, ImmutableArray<ImageSample> samples, ScoreMatrix outOfFold)
    {
        var columns = task == ClassificationTask.Binary ? 1 : classes.Length;
        if (outOfFold.Rows != samples.Length || outOfFold.Classes != columns)
            throw new ArgumentException($"{samples.Length} × {columns} probabilities are needed; there are {outOfFold.Rows} × {outOfFold.Classes}.", nameof(outOfFold));
        if (samples.IsEmpty) return LabelAuditReport.Empty;
        LabelAuditReport[] parts = task switch
        {
            ClassificationTask.Binary => [OneOfMany(samples, classes, TwoColumns(outOfFold, 0), static s => s.Labels[0])],
            ClassificationTask.MultiClass => [OneOfMany(samples, classes, outOfFold, static s => s.Labels[0])],
            _ => [.. classes.Select((name, k) => OneOfMany(samples, [$"not {name}", name], TwoColumns(outOfFold, k), s => s.Labels.Contains(k) ? 1 : 0))],
        };
        return new LabelAuditReport(
            [.. parts.SelectMany(static p => p.Ranking).OrderByDescending(static s => s.IsLikelyWrong).ThenBy(static s => s.Margin).ThenBy(static s => s.Sample.Name, StringComparer.Ordinal)],
            parts.Sum(static p => p.LikelyWrong),
            parts.Sum(static p => p.EstimatedErrors));
    }

    private static LabelAuditReport OneOfMany(
        ImmutableArray<ImageSample> samples, ImmutableArray<string> classes, ScoreMatrix probabilities, Func<ImageSample, int> label)
    {
        int[] labels = [.. samples.Select(label)];
        var joint = new ConfidentJoint(probabilities, labels);
        var suspects = samples.Select((sample, row) =>
        {
            var (given, other) = (labels[row], MostProbable(probabilities, row, except: labels[row]));
            double margin = probabilities[row, given] - probabilities[row, other];
            return new LabelSuspect(sample, classes[given], classes[other], probabilities[row, given], margin, joint.IsOffDiagonal(row, given));
        }).ToImmutableArray();
        return new LabelAuditReport(suspects, suspects.Count(static s => s.IsLikelyWrong), joint.EstimatedErrors());
    }

    private static int MostProbable(ScoreMatrix probabilities, int row, int except)
    {
        var best = except == 0 ? 1 : 0;
        for (var k = 0; k < probabilities.Classes; k++)
        {
            if (k != except && probabilities[row, k] > probabilities[row, best]) best = k;
        }

        return best;
    }

    private static ScoreMatrix TwoColumns(ScoreMatrix probabilities, int column)
    {
        var both = new float[2 * probabilities.Rows];
        for (var row = 0; row < probabilities.Rows; row++) (both[2 * row], both[2 * row + 1]) = (1 - probabilities[row, column], probabilities[row, column]);
        return new ScoreMatrix(both, probabilities.Rows, 2);
    }
}
