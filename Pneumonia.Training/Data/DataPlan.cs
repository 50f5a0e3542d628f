using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>Who may look at which rows. Every row of the data set is in exactly one part.</summary>
/// <param name="Train">For training and search.</param>
/// <param name="Calibration">For calibration and thresholds.</param>
/// <param name="Test">For evaluation.</param>
/// <param name="Notes">What the user should be told about the cut; the data set's own notes are not repeated.</param>
public sealed record DataPlan(TrainingRows Train, CalibrationRows Calibration, TestRows Test, ImmutableArray<DataNote> Notes);
