using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;

namespace Pneumonia.Training.Packaging;

/// <summary>A fitted calibrator as numbers for the manifest, where no graph holds it.</summary>
internal static class CalibrationMaps
{
    public static CalibrationMap Of(ICalibrator calibrator) => calibrator switch
    {
        TemperatureCalibrator t => new CalibrationMap([.. Enumerable.Repeat(1 / t.Temperature, t.Classes)], [.. new double[t.Classes]], []),
        PlattCalibrator p => new CalibrationMap([p.Slope], [p.Intercept], []),
        IsotonicCalibrator i => new CalibrationMap([], [], [new CalibrationCurve(i.Scores, i.Probabilities)]),
        _ => throw new NotSupportedException($"A {calibrator.GetType().Name} can't be put into a manifest."),
    };
}
