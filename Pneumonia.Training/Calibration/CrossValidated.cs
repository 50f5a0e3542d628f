using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>What a method makes of images that it wasn't fitted on.</summary>
/// <param name="Probabilities">[N, K], each image's by the fit without its fold.</param>
/// <param name="Losses">[N], each image's log-loss.</param>
internal sealed record CrossValidated(ScoreMatrix Probabilities, double[] Losses)
{
    public double MeanLoss { get; } = Losses.Average();

    public static CrossValidated Of(ScoreMatrix scores, int[] labels, int[] folds, Func<ScoreMatrix, int[], ICalibrator> fit)
    {
        var probabilities = new float[scores.Values.Length];
        var rows = Enumerable.Range(0, labels.Length).ToArray();
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            var inside = Array.FindAll(rows, row => folds[row] != fold);
            var calibrator = fit(scores.Select(inside), Array.ConvertAll(inside, row => labels[row]));
            foreach (var row in Array.FindAll(rows, row => folds[row] == fold))
                calibrator.Apply(scores.Row(row), probabilities.AsSpan(row * scores.Classes, scores.Classes));
        }
        var all = new ScoreMatrix(probabilities, scores.Rows, scores.Classes);
        return new CrossValidated(all, Array.ConvertAll(rows, row => Loss(all.Row(row), labels[row])));
    }

    /// <summary>Mean difference of the losses, and its standard error from the patients' sums.</summary>
    public (double Mean, double StandardError) ExcessOver(CrossValidated other, IReadOnlyList<string>? patients)
    {
        var mean = MeanLoss - other.MeanLoss;
        var groups = PatientGroups.Of(patients, Losses.Length);
        var squares = groups.Sum(rows =>
        {
            var deviation = rows.Sum(row => Losses[row] - other.Losses[row] - mean);
            return deviation * deviation;
        });
        return (mean, Math.Sqrt(squares * groups.Length / (groups.Length - 1.0)) / Losses.Length);
    }

    private static double Loss(ReadOnlySpan<float> row, int label)
    {
        var truth = row.Length > 1 ? row[label] : label == 1 ? row[0] : 1.0 - row[0];
        return -Math.Log(Math.Max(truth, Metrics.SmallestProbability));
    }
}
