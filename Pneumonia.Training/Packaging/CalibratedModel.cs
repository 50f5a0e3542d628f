using System.Collections.Immutable;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;

namespace Pneumonia.Training.Packaging;

/// <summary>What calibration decided.</summary>
/// <param name="Calibrator">From logits to probabilities.</param>
/// <param name="Record">The same in words.</param>
/// <param name="Thresholds">One an output.</param>
/// <param name="Promises">What may be said of the recall at those thresholds.</param>
/// <param name="TypicalityLimit">Above it an image is not answered, or null.</param>
internal sealed record CalibratedModel(
    ICalibrator Calibrator, CalibrationRecord Record, ImmutableArray<float> Thresholds, ImmutableArray<PromiseRecord> Promises, float? TypicalityLimit);
