using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report;
using Pneumonia.Training.Search;

namespace Pneumonia.Training;

/// <summary>Everything a training run is told, as data. <see cref="TrainingPipelineBuilder"/> fills it; its checks are all made at once.</summary>
public sealed record TrainingOptions
{
    /// <value>A folder of images or a CSV.</value>
    public string DataPath { get; init; } = "";

    /// <value>How folder or CSV are read.</value>
    public Data.DataSetOptions Data { get; init; } = new();

    /// <value>How the data is split; patients are never cut.</value>
    public Data.SplitOptions Splits { get; init; } = new();

    /// <value>The engines that may be used, at least one.</value>
    public ImmutableArray<ITrainingEngine> Engines { get; init; } = [];

    /// <value>Whether all engines are used or the first that suits. Default all.</value>
    public EngineUse EngineUse { get; init; }

    /// <value>What the search may cost.</value>
    public SearchBudget Budget { get; init; } = new();

    /// <value>When several networks are packaged as one.</value>
    public EnsembleOptions Ensemble { get; init; } = new();

    /// <value>The figure by which trials are compared. Default AUC, which no threshold can flatter.</value>
    public SearchMetric Metric { get; init; } = SearchMetric.Auc;

    /// <value>Recall to be promised, in (0, 1). Default 0.98.</value>
    public double TargetRecall { get; init; } = 0.98;

    /// <value>Confidence of the promise, in (0.5, 1). Default 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <value>
    /// Specificity to be promised of "positive" without a doubt, in (0, 1): it sets a second bar, and what lies between the two is
    /// referred to a radiologist. Null (default): there is no such band.
    /// </value>
    public double? ReferSpecificity { get; init; }

    /// <value>How the stress suite is run on the test images at the end; null (default) leaves it out, for it costs time.</value>
    public StressOptions? Stress { get; init; }

    /// <value>The report that is written at the end; null (default) writes none.</value>
    public ReportOptions? Report { get; init; }

    /// <value>Whether the finished model is made smaller, and how much it may lose by it. Default: it stays as it is.</value>
    public Quantisation.QuantisationOptions Quantisation { get; init; } = new();

    /// <value>Where the model file goes.</value>
    public string ModelPath { get; init; } = "pneumonia.zip";

    /// <value>The folder that remembers features and trials.</value>
    public string WorkFolder { get; init; } = Store.WorkFolder.DefaultName;

    /// <value>Whether earlier trials of the same run are forgotten. Features are kept. Default false.</value>
    public bool Fresh { get; init; }

    /// <value>Seed of every split and draw. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>Threads used at the same time; 0 (default) takes one a processor.</value>
    public int Threads { get; init; }

    /// <value>What is refused before decoding.</value>
    public ImageLimits Images { get; init; } = ImageLimits.Default;

    /// <value>What counts as a faulty image or data set, and what becomes of it.</value>
    public Screening.ScreeningOptions Screening { get; init; } = new();

    internal int EffectiveThreads => Threads == 0 ? Environment.ProcessorCount : Threads;

    /// <summary>Every broken rule, in words: name, rule and value.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(DataPath)) yield return "No data is named: call FromFolder or FromCsv (--data).";
        if (Engines.IsDefaultOrEmpty) yield return "No engine is named: call UseFrozenFeatures (--engine).";
        if (!(TargetRecall is > 0 and < 1)) yield return $"The target recall (--target-recall) must lie between 0 and 1, both exclusive; it is {TargetRecall}.";
        if (!(Confidence is > 0.5 and < 1)) yield return $"The confidence (--confidence) must lie between 0.5 and 1, both exclusive; it is {Confidence}.";
        if (ReferSpecificity is { } s && !(s is > 0 and < 1)) yield return $"The promised specificity (--promise-specificity) must lie between 0 and 1, both exclusive; it is {s}.";
        foreach (var fault in Stress?.Faults() ?? []) yield return fault;
        foreach (var fault in Report?.Faults() ?? []) yield return fault;
        if (string.IsNullOrWhiteSpace(ModelPath)) yield return "The model path (--out) is empty.";
        if (string.IsNullOrWhiteSpace(WorkFolder)) yield return "The work folder (--work) is empty.";
        if (Threads is < 0 or > 1024) yield return $"Threads must lie in 0…1024; they are {Threads}.";
        foreach (var fault in Budget.Faults().Concat(Ensemble.Faults()).Concat(Splits.Faults()).Concat(Data.Faults()).Concat(Screening.Faults()).Concat(Quantisation.Faults())) yield return fault;
    }
}
