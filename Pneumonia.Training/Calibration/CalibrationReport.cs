using System.Collections.Immutable;

namespace Pneumonia.Training.Calibration;

/// <summary>The calibrator chosen, and why.</summary>
/// <param name="Calibrator">Fitted on all calibration images.</param>
/// <param name="Before">Of the scores taken for logits as they are.</param>
/// <param name="After">Of the method chosen, out of fold: each image mapped by a calibrator fitted without its patient.</param>
/// <param name="Candidates">Every method considered, from the simplest on.</param>
public sealed record CalibrationReport(
    ICalibrator Calibrator, CalibrationQuality Before, CalibrationQuality After, ImmutableArray<CalibrationCandidate> Candidates);
