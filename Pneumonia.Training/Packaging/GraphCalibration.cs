using System.Collections.Immutable;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Training.Packaging;

/// <summary>A fitted calibrator as numbers for the graph.</summary>
internal static class GraphCalibration
{
    public static CalibrationParameters Of(ICalibrator calibrator) => calibrator switch
    {
        TemperatureCalibrator { Temperature: 1 } => new CalibrationParameters.None(),
        TemperatureCalibrator t => new CalibrationParameters.Temperature((float)t.Temperature),
        PlattCalibrator p => new CalibrationParameters.Platt([(float)p.Slope], [(float)p.Intercept]),
        IsotonicCalibrator i => new CalibrationParameters.Isotonic([Curve(i)]),
        LabelwiseCalibrator l => Labelwise(l.Labels),
        _ => throw new NotSupportedException($"A {calibrator.GetType().Name} can't be put into a graph."),
    };

    private static CalibrationParameters Labelwise(ImmutableArray<ICalibrator> labels)
    {
        if (labels.All(static l => l is IsotonicCalibrator)) return new CalibrationParameters.Isotonic([.. labels.Cast<IsotonicCalibrator>().Select(Curve)]);
        var lines = labels.Select(Line).ToImmutableArray();
        return new CalibrationParameters.Platt([.. lines.Select(static l => l.Slope)], [.. lines.Select(static l => l.Offset)]);
    }

    // Temperature and "none" are Platt scaling without an offset.
    private static (float Slope, float Offset) Line(ICalibrator calibrator) => calibrator switch
    {
        TemperatureCalibrator t => ((float)(1 / t.Temperature), 0),
        PlattCalibrator p => ((float)p.Slope, (float)p.Intercept),
        _ => throw new NotSupportedException($"Labels must all be isotonic or none; found a {calibrator.GetType().Name} among others."),
    };

    private static IsotonicCurve Curve(IsotonicCalibrator i) => new([.. i.Scores.Select(static v => (float)v)], [.. i.Probabilities.Select(static v => (float)v)]);
}
