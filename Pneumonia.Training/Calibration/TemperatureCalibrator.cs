using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>Sigmoid (one class) or softmax (several) of the scores divided by a temperature. At temperature 1 it changes nothing.</summary>
public sealed record TemperatureCalibrator : ICalibrator
{
    /// <summary>Takes a fitted temperature.</summary>
    /// <param name="temperature">Above 0 and finite; above 1 makes probabilities less extreme.</param>
    /// <param name="classes">1 for sigmoid, 2 or more for softmax.</param>
    public TemperatureCalibrator(double temperature, int classes)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "temperature must be above 0 and finite.");
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (Temperature, Classes) = (temperature, classes);
    }

    /// <summary>The map that takes scores for logits as they are.</summary>
    /// <param name="classes">1 for sigmoid, 2 or more for softmax.</param>
    public static TemperatureCalibrator None(int classes) => new(1, classes);

    /// <value>What scores are divided by.</value>
    public double Temperature { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public CalibrationMethod Method => Temperature == 1 ? CalibrationMethod.None : CalibrationMethod.Temperature;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        CalibratorExtensions.CheckShapes(Classes, scores, probabilities);
        if (Classes == 1)
        {
            for (var i = 0; i < scores.Length; i++)
                probabilities[i] = (float)LogisticFunctions.Sigmoid(scores[i] / Temperature);
            return;
        }

        Span<double> row = Classes <= 64 ? stackalloc double[Classes] : new double[Classes];
        for (var start = 0; start < scores.Length; start += Classes)
        {
            LogisticFunctions.Softmax(scores.Slice(start, Classes), 1 / Temperature, row);
            for (var k = 0; k < Classes; k++)
                probabilities[start + k] = (float)row[k];
        }
    }
}
