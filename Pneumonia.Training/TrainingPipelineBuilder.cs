using Pneumonia.Model;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Engines.FrozenFeatures;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Quantisation;
using Pneumonia.Training.Report;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;

namespace Pneumonia.Training;

/// <summary>
/// Collects what a training run needs; <see cref="Build"/> checks it all and freezes it. Verbs may come in any order, and a later one
/// replaces what an earlier one said.
/// </summary>
public sealed class TrainingPipelineBuilder
{
    private readonly TimeProvider time;

    internal TrainingPipelineBuilder(TimeProvider time) => this.time = time;

    /// <value>What has been collected so far.</value>
    public TrainingOptions Options { get; private set; } = new();

    /// <summary>Learns from class folders, with or without <c>train/val/test</c> above them.</summary>
    public TrainingPipelineBuilder FromFolder(string path) => With(o => o with { DataPath = path });

    /// <summary>Learns from a CSV with the columns <c>path,label[,patient][,split]</c>; several labels are joined by <c>|</c>.</summary>
    public TrainingPipelineBuilder FromCsv(string path) => With(o => o with { DataPath = path });

    /// <summary>Binary, multi-class or multi-label; without it the data decide.</summary>
    public TrainingPipelineBuilder ForTask(ClassificationTask task) => With(o => o with { Data = o.Data with { Task = task } });

    /// <summary>The class that counts as positive; without it names like "pneumonia" and "normal" decide.</summary>
    public TrainingPipelineBuilder WithPositiveClass(string name) => With(o => o with { Data = o.Data with { PositiveClass = name } });

    /// <summary>How patients are told apart, so that none is on two sides of a split.</summary>
    public TrainingPipelineBuilder WithPatients(PatientRule rule) => With(o => o with { Data = o.Data with { PatientRule = rule } });

    /// <summary>How the data are split.</summary>
    public TrainingPipelineBuilder WithSplits(Func<SplitOptions, SplitOptions> change) => With(o => o with { Splits = change(o.Splits) });

    /// <summary>What counts as a faulty image or data set, and what becomes of it.</summary>
    public TrainingPipelineBuilder WithScreening(Func<ScreeningOptions, ScreeningOptions> change) => With(o => o with { Screening = change(o.Screening) });

    /// <summary>Adds the engine that trains linear heads on the features of frozen ONNX backbones.</summary>
    public TrainingPipelineBuilder UseFrozenFeatures(Func<FrozenFeaturesOptions, FrozenFeaturesOptions>? change = null)
        => UseEngine(new FrozenFeaturesEngine((change ?? (static o => o))(new FrozenFeaturesOptions())));

    /// <summary>Adds an engine.</summary>
    public TrainingPipelineBuilder UseEngine(ITrainingEngine engine)
        => With(o => o with { Engines = [.. o.Engines.Where(e => e.Name != engine.Name), engine] });

    /// <summary>Of the engines that are added, takes the first that can run here and suits the images and the budget, and says why others were left out.</summary>
    public TrainingPipelineBuilder UseFirstSuitable() => With(o => o with { EngineUse = EngineUse.FirstSuitable });

    /// <summary>What the search may cost.</summary>
    public TrainingPipelineBuilder WithBudget(TimeSpan? time = null, int? maxTrials = null, long? maxMemory = null)
        => With(o => o with
        {
            Budget = o.Budget with
            {
                Time = time ?? o.Budget.Time,
                MaxTrials = maxTrials ?? o.Budget.MaxTrials,
                MaxMemory = maxMemory ?? o.Budget.MaxMemory,
            },
        });

    /// <summary>The figure by which trials are compared.</summary>
    public TrainingPipelineBuilder OptimizeFor(SearchMetric metric) => With(o => o with { Metric = metric });

    /// <summary>The recall to be promised, and with what confidence.</summary>
    /// <param name="recall">In (0, 1).</param>
    /// <param name="confidence">In (0.5, 1).</param>
    public TrainingPipelineBuilder PromiseRecall(double recall, double confidence = 0.95)
        => With(o => o with { TargetRecall = recall, Confidence = confidence });

    /// <summary>Sets a second bar that promises specificity: a finding below it is referred to a radiologist. The confidence is that of the promise on recall.</summary>
    /// <param name="specificity">In (0, 1).</param>
    public TrainingPipelineBuilder ReferBelowSpecificity(double specificity) => With(o => o with { ReferSpecificity = specificity });

    /// <summary>Measures the finished model on the test images under graded shifts.</summary>
    public TrainingPipelineBuilder StressTest(Func<StressOptions, StressOptions>? change = null)
        => With(o => o with { Stress = (change ?? (static s => s))(o.Stress ?? new StressOptions { Seed = o.Seed }) });

    /// <summary>Writes a report (HTML, JSON, model card) into a folder.</summary>
    public TrainingPipelineBuilder WriteReportTo(string folder, Func<ReportOptions, ReportOptions>? change = null)
        => With(o => o with { Report = (change ?? (static r => r))(new ReportOptions { Folder = folder }) });

    /// <summary>Makes the finished model smaller, and perhaps faster, where it loses next to nothing by it.</summary>
    /// <param name="precision">What is tried.</param>
    /// <param name="change">How much may be lost.</param>
    public TrainingPipelineBuilder Quantise(ModelPrecision precision, Func<QuantisationOptions, QuantisationOptions>? change = null)
        => With(o => o with { Quantisation = (change ?? (static q => q))(o.Quantisation with { Precision = precision }) });

    /// <summary>Where the model file goes.</summary>
    public TrainingPipelineBuilder SaveTo(string path) => With(o => o with { ModelPath = path });

    /// <summary>The folder that remembers features and trials, so that a killed run goes on.</summary>
    public TrainingPipelineBuilder RememberIn(string folder, bool fresh = false) => With(o => o with { WorkFolder = folder, Fresh = fresh });

    /// <summary>Seed of every split and draw.</summary>
    public TrainingPipelineBuilder WithSeed(int seed) => With(o => o with { Seed = seed });

    /// <summary>Changes any option.</summary>
    public TrainingPipelineBuilder With(Func<TrainingOptions, TrainingOptions> change)
    {
        Options = change(Options);
        return this;
    }

    /// <summary>Checks everything at once and freezes it.</summary>
    /// <exception cref="TrainingOptionsException">A rule is broken; all faults are listed.</exception>
    public TrainingPipeline Build()
    {
        var faults = Options.Faults().ToList();
        return faults.Count == 0 ? new TrainingPipeline(Options, time) : throw new TrainingOptionsException(faults);
    }
}
