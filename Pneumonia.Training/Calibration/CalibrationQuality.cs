using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>How well probabilities fit.</summary>
/// <param name="LogLoss">In nats; smaller is better.</param>
/// <param name="Brier">Smaller is better.</param>
/// <param name="ExpectedCalibrationError">In [0, 1], 15 bins of equal width; of the top label where there are several classes.</param>
/// <param name="Reliability">Predicted against observed.</param>
public sealed record CalibrationQuality(double LogLoss, double Brier, double ExpectedCalibrationError, ReliabilityCurve Reliability)
{
    internal static CalibrationQuality Of(ScoreMatrix probabilities, ReadOnlySpan<int> labels)
    {
        if (probabilities.Classes > 1)
        {
            var top = ReliabilityCurve.CreateTopLabel(probabilities, labels);
            return new(Metrics.LogLoss(probabilities, labels), Metrics.Brier(probabilities, labels), top.ExpectedCalibrationError, top);
        }
        var p = probabilities.Values;
        var curve = ReliabilityCurve.Create(p, labels);
        return new(Metrics.LogLoss(p, labels), Metrics.Brier(p, labels), curve.ExpectedCalibrationError, curve);
    }
}
