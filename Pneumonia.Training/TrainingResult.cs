using System.Collections.Immutable;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.LabelAudit;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;

namespace Pneumonia.Training;

/// <summary>What a training run gave.</summary>
public sealed record TrainingResult
{
    /// <value>Full path of the model file.</value>
    public required string ModelPath { get; init; }

    /// <value>What the file says of itself.</value>
    public required ModelManifest Manifest { get; init; }

    /// <value>The model card in Markdown.</value>
    public required string Card { get; init; }

    /// <value>Every trial, in order.</value>
    public required SearchOutcome Search { get; init; }

    /// <value>The figures on the test images, or on out-of-fold scores where there are none.</value>
    public required ModelEvaluation Evaluation { get; init; }

    /// <value>What screening found and left out.</value>
    public required ScreeningReport Screening { get; init; }

    /// <value>Images that were left out because they can't be read, each with its problem.</value>
    public ImmutableArray<ScreeningFinding> Unreadable => Screening.Unreadable;

    /// <value>The labels of the training and calibration images, the most suspect first, by scores of models that have not seen them.</value>
    public required LabelAuditReport LabelAudit { get; init; }

    /// <value>The images behind those figures, and what the model said of them.</value>
    public required MeasuredImages Measured { get; init; }

    /// <value>How calibration was chosen: one report, or one a label for multi-label.</value>
    public required ImmutableArray<CalibrationReport> Calibration { get; init; }

    /// <value>What is left of the figures on shifted test images; null where it was not asked for.</value>
    public StressReport? Stress { get; init; }

    /// <value>Full path of the folder with the report; null where none was asked for.</value>
    public string? ReportFolder { get; init; }

    /// <value>What the user should know.</value>
    public required ImmutableArray<DataNote> Notes { get; init; }

    /// <value>Wall time of the run.</value>
    public required TimeSpan Duration { get; init; }
}
