using System.Collections.Immutable;

namespace Pneumonia.Training.Calibration;

/// <summary>Straight lines through knots of rising score and never falling probability; level before the first and after the last.</summary>
public sealed record IsotonicCalibrator : ICalibrator
{
    /// <summary>Takes fitted knots.</summary>
    /// <param name="scores">Strictly ascending, finite, at least one.</param>
    /// <param name="probabilities">As many, never falling, in [0, 1].</param>
    /// <exception cref="ArgumentException">The knots break one of these rules.</exception>
    public IsotonicCalibrator(ImmutableArray<double> scores, ImmutableArray<double> probabilities)
    {
        if (scores.IsDefaultOrEmpty || probabilities.IsDefault || scores.Length != probabilities.Length)
            throw new ArgumentException("Knots must be at least one score and as many probabilities.", nameof(scores));
        for (var i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]) || (i > 0 && !(scores[i] > scores[i - 1])))
                throw new ArgumentException($"Knots' scores must be finite and strictly ascending, but knot {i} is at {scores[i]}.", nameof(scores));
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1) || (i > 0 && probabilities[i] < probabilities[i - 1]))
                throw new ArgumentException(
                    $"Knots' probabilities must be in [0, 1] and never fall, but knot {i} has {probabilities[i]}.", nameof(probabilities));
        }
        (Scores, Probabilities) = (scores, probabilities);
    }

    /// <value>The knots' scores, strictly ascending.</value>
    public ImmutableArray<double> Scores { get; }

    /// <value>The knots' probabilities, never falling.</value>
    public ImmutableArray<double> Probabilities { get; }

    /// <inheritdoc/>
    public CalibrationMethod Method => CalibrationMethod.Isotonic;

    /// <inheritdoc/>
    public int Classes => 1;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        CalibratorExtensions.CheckShapes(Classes, scores, probabilities);
        for (var i = 0; i < scores.Length; i++)
            probabilities[i] = (float)At(scores[i]);
    }

    private double At(double score)
    {
        var found = Scores.AsSpan().BinarySearch(score);
        if (found >= 0)
            return Probabilities[found];
        var right = ~found;
        if (right == 0)
            return Probabilities[0];
        if (right == Scores.Length)
            return Probabilities[^1];
        var share = (score - Scores[right - 1]) / (Scores[right] - Scores[right - 1]);
        return Probabilities[right - 1] + share * (Probabilities[right] - Probabilities[right - 1]);
    }
}
