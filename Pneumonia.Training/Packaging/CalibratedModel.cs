using System.Collections.Immutable;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;

namespace Pneumonia.Training.Packaging;

/// <summary>What calibration decided.</summary>
/// <param name="Calibrator">From logits to probabilities.</param>
/// <param name="Record">The same in words.</param>
/// <param name="Reports">How it was chosen: one report, or one a label.</param>
/// <param name="Thresholds">One an output.</param>
/// <param name="Promises">What may be said of the recall at those thresholds.</param>
internal sealed record CalibratedModel(
    ICalibrator Calibrator, CalibrationRecord Record, ImmutableArray<CalibrationReport> Reports,
    ImmutableArray<float> Thresholds, ImmutableArray<PromiseRecord> Promises)
{
    /// <value>Upper bar of the refer band, or null.</value>
    public float? ReferBelow { get; init; }

    /// <value>What may be said of the specificity at that bar, or null.</value>
    public SpecificityRecord? ReferPromise { get; init; }

    /// <value>Above it an image is not answered, or null.</value>
    public float? TypicalityLimit { get; init; }

    /// <value>How the answers for the calibration images are spread, or null.</value>
    public ReferenceRecord? Reference { get; init; }

    /// <value>How the networks were made smaller and what that cost, or null where they are as they were trained.</value>
    public QuantisationRecord? Quantisation { get; init; }
}
