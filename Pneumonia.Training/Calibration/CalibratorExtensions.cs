using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>What every calibrator can do on top of <see cref="ICalibrator.Apply"/>.</summary>
public static class CalibratorExtensions
{
    /// <summary>Maps all scores to probabilities.</summary>
    /// <param name="calibrator">Fitted for the scores' number of classes.</param>
    /// <param name="scores">[N, K].</param>
    /// <returns>[N, K], in [0, 1].</returns>
    /// <exception cref="ArgumentException">The numbers of classes differ.</exception>
    public static ScoreMatrix Apply(this ICalibrator calibrator, ScoreMatrix scores)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Classes != calibrator.Classes)
            throw new ArgumentException($"scores must have {calibrator.Classes} classes, but have {scores.Classes}.", nameof(scores));
        var probabilities = new float[scores.Values.Length];
        calibrator.Apply(scores.Values, probabilities);
        return new ScoreMatrix(probabilities, scores.Rows, scores.Classes);
    }

    internal static void CheckShapes(int classes, ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        Check.SameLength(probabilities.Length, scores.Length, nameof(probabilities));
        if (scores.Length % classes != 0)
            throw new ArgumentException($"scores must hold a multiple of {classes} values, but holds {scores.Length}.", nameof(scores));
    }
}
