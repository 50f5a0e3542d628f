using System.Collections.Immutable;
using System.Globalization;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.LabelAudit;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;

namespace Pneumonia.Training.Report;

/// <summary>All that a report shows. What is empty or null is left out of it.</summary>
public sealed record ReportData
{
    /// <value>What the model file says of itself.</value>
    public required ModelManifest Manifest { get; init; }

    /// <value>The figures.</value>
    public required ModelEvaluation Evaluation { get; init; }

    /// <value>The images behind them.</value>
    public required MeasuredImages Measured { get; init; }

    /// <value>When the report was made.</value>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <value>Path of the model file.</value>
    public required string ModelPath { get; init; }

    /// <value>How it is written.</value>
    public ReportOptions Options { get; init; } = new();

    /// <value>How calibration was chosen: one report, or one a label; empty where the model was only evaluated.</value>
    public ImmutableArray<CalibrationReport> Calibration { get; init; } = [];

    /// <value>Every trial of the search; null where the model was only evaluated.</value>
    public SearchOutcome? Search { get; init; }

    /// <value>What is left under shifts, or null.</value>
    public StressReport? Stress { get; init; }

    /// <value>The figures of parts of the images, one a column of the data.</value>
    public ImmutableArray<Subgroups> Subgroups { get; init; } = [];

    /// <value>What the user should know.</value>
    public ImmutableArray<DataNote> Notes { get; init; } = [];

    /// <value>What the run was told, by name.</value>
    public ImmutableArray<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <value>Images that the model was trained or calibrated on; null where that was not looked at.</value>
    public int? Seen { get; init; }

    /// <value>Images that the typicality gate would not have answered; null where that was not looked at.</value>
    public int? Atypical { get; init; }

    /// <value>Images that could not be read.</value>
    public int Unreadable { get; init; }

    /// <value>What screening found; null where the model was only evaluated.</value>
    public ScreeningReport? Screening { get; init; }

    /// <value>The labels of the training and calibration images, the most suspect first; null where the model was only evaluated.</value>
    public LabelAuditReport? LabelAudit { get; init; }

    /// <value>Whether the images were drawn by a program.</value>
    public bool Synthetic { get; init; }

    /// <summary>Of a training run.</summary>
    public static ReportData Of(TrainingResult result, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        return new ReportData
        {
            Manifest = result.Manifest,
            Evaluation = result.Evaluation,
            Measured = result.Measured,
            CreatedAt = result.Manifest.CreatedAt,
            ModelPath = result.ModelPath,
            Options = options.Report ?? new ReportOptions(),
            Calibration = result.Calibration,
            Search = result.Search,
            Stress = result.Stress,
            Unreadable = result.Unreadable.Length,
            Screening = result.Screening,
            LabelAudit = result.LabelAudit,
            Subgroups = ColumnGroups.Of(result.Manifest, result.Measured, options.Seed),
            Notes = result.Notes,
            Settings = Describe(options, result.Duration),
            Synthetic = SyntheticOrigin.Of(result.Measured.Samples),
        };
    }

    /// <summary>Of a model file measured on other images.</summary>
    /// <param name="evaluation">What it did.</param>
    /// <param name="modelPath">Its path.</param>
    /// <param name="options">How the report is written.</param>
    /// <param name="now">When.</param>
    /// <param name="stress">What it did under shifts, or null.</param>
    public static ReportData Of(ModelFileEvaluation evaluation, string modelPath, ReportOptions options, DateTimeOffset now, StressReport? stress = null)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var measured = new MeasuredImages(evaluation.Samples, evaluation.Probabilities);
        return new ReportData
        {
            Manifest = evaluation.Manifest,
            Evaluation = evaluation.Evaluation,
            Measured = measured,
            CreatedAt = now,
            ModelPath = modelPath,
            Options = options,
            Stress = stress,
            Subgroups = ColumnGroups.Of(evaluation.Manifest, measured, evaluation.Manifest.Seed),
            Notes = evaluation.Notes,
            Seen = evaluation.Seen,
            Atypical = evaluation.Atypical,
            Unreadable = evaluation.Unreadable.Length,
            Synthetic = SyntheticOrigin.Of(evaluation.Samples),
        };
    }

    private static ImmutableArray<KeyValuePair<string, string>> Describe(TrainingOptions o, TimeSpan duration)
    {
        static KeyValuePair<string, string> Pair(string name, IFormattable? value) => new(name, value?.ToString(null, CultureInfo.InvariantCulture) ?? "none");
        return
        [
            new("data", o.DataPath),
            new("engines", string.Join(", ", o.Engines.Select(static e => e.Name))),
            Pair("search metric", o.Metric),
            new("most trials", o.Budget.MaxTrials?.ToString(CultureInfo.InvariantCulture) ?? "as the engine advises"),
            Pair("time for the search", o.Budget.Time),
            Pair("target recall", o.TargetRecall),
            Pair("confidence", o.Confidence),
            Pair("promised specificity (refer band)", o.ReferSpecificity),
            new("patient rule", o.Data.PatientRule.ToString() ?? ""),
            Pair("test fraction", o.Splits.TestFraction),
            Pair("calibration fraction", o.Splits.CalibrationFraction),
            Pair("folds", o.Splits.Folds),
            Pair("seed", o.Seed),
            new("duration", FormattableString.Invariant($"{duration.TotalSeconds:0.0} s")),
        ];
    }
}
