namespace Pneumonia.Training.Calibration;

/// <summary>The probability 1 / (1 + e^−(slope·score + intercept)).</summary>
public sealed record PlattCalibrator : ICalibrator
{
    /// <summary>Takes fitted parameters.</summary>
    /// <param name="slope">0 or above, so that the map never falls; finite.</param>
    /// <param name="intercept">Finite.</param>
    public PlattCalibrator(double slope, double intercept)
    {
        if (!(slope >= 0 && double.IsFinite(slope)))
            throw new ArgumentOutOfRangeException(nameof(slope), slope, "slope must be 0 or above and finite.");
        if (!double.IsFinite(intercept))
            throw new ArgumentOutOfRangeException(nameof(intercept), intercept, "intercept must be finite.");
        (Slope, Intercept) = (slope, intercept);
    }

    /// <value>What scores are multiplied by.</value>
    public double Slope { get; }

    /// <value>What is added then.</value>
    public double Intercept { get; }

    /// <inheritdoc/>
    public CalibrationMethod Method => CalibrationMethod.Platt;

    /// <inheritdoc/>
    public int Classes => 1;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        CalibratorExtensions.CheckShapes(Classes, scores, probabilities);
        for (var i = 0; i < scores.Length; i++)
            probabilities[i] = (float)LogisticFunctions.Sigmoid(Slope * scores[i] + Intercept);
    }
}
