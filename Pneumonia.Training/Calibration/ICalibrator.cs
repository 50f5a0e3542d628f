namespace Pneumonia.Training.Calibration;

/// <summary>
/// A fitted map from scores to probabilities. Plain numbers, so that a graph can hold it. Maps of one score never fall: a higher
/// score never gets a lower probability.
/// </summary>
public interface ICalibrator
{
    /// <value>Which kind of map it is.</value>
    CalibrationMethod Method { get; }

    /// <value>Columns it takes and gives, K; 1 for the single score of a binary task.</value>
    int Classes { get; }

    /// <summary>Maps scores to probabilities, computed in double.</summary>
    /// <param name="scores">[N, K] row-major.</param>
    /// <param name="probabilities">Receives as many values, in [0, 1]; may be the same memory.</param>
    /// <exception cref="ArgumentException">The lengths differ, or aren't a multiple of K.</exception>
    void Apply(ReadOnlySpan<float> scores, Span<float> probabilities);
}
