using System.CommandLine;
using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Quantisation;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli.Commands;

/// <summary>The options of <c>train</c> and how they become a pipeline.</summary>
internal sealed class TrainOptions
{
    private static readonly TrainingOptions Defaults = new();

    private static readonly SortedDictionary<string, EngineChoice> Engines = new(
        Enum.GetValues<EngineChoice>().ToDictionary(static e => e.ToString().ToLowerInvariant()), StringComparer.Ordinal);

    private static readonly Func<double, bool> IsHoldout = static x => x is >= 0 and <= 0.5;

    public Option<string?> Data { get; } = CommonOptions.Data("Class folders (with or without train/val/test above them) or a CSV. Without it a synthetic set is drawn.");

    public Option<string?> Out { get; } = new("--out")
    {
        Description = "Where the model goes.", DefaultValueFactory = static _ => Defaults.ModelPath, CustomParser = OptionValue.Text, HelpName = "ZIP",
    };

    public Option<ClassificationTask?> Task { get; } = CommonOptions.Task();

    public Option<string?> Positive { get; } = CommonOptions.Positive();

    public Option<EngineChoice?> Engine { get; } = new("--engine")
    {
        Description = "auto (whole networks on libtorch where it loads and images and budget suffice, else frozen features), frozen, torch or tensorflow.",
        DefaultValueFactory = static _ => EngineChoice.Auto,
        CustomParser = OptionValue.OneOf(Engines),
        HelpName = "ENGINE",
    };

    public Option<string[]> Backbone { get; } = new("--backbone")
    {
        Description = "Backbones for frozen features: 'chest', a name from 'backbones list', or the path of an ONNX file. Several may be named; naming one chooses --engine frozen.",
        DefaultValueFactory = static _ => [BackboneStore.DefaultName],
        AllowMultipleArgumentsPerToken = true,
        HelpName = "NAME",
    };

    public Option<string?> StartFrom { get; } = new("--start-from")
    {
        Description = "For --engine torch: the backbone whose weights training starts from, 'chest' or the path of an ONNX file of the same network. Without it, random weights.",
        CustomParser = OptionValue.Text,
        HelpName = "NAME",
    };

    public Option<string?> Device { get; } = new("--device")
    {
        Description = "For --engine torch: auto (CUDA where there is one), cpu, cuda or cuda:n.",
        DefaultValueFactory = static _ => "auto",
        CustomParser = OptionValue.Text,
        HelpName = "DEVICE",
    };

    public Option<TimeSpan?> Budget { get; } = new("--budget")
    {
        Description = "Time for the search: hh:mm:ss, or 90s, 30m, 2h. Without it --max-trials alone ends the search.", CustomParser = OptionValue.Time, HelpName = "TIME",
    };

    public Option<int?> MaxTrials { get; } = new("--max-trials")
    {
        Description = "Most trials of the search. Without it 12 of frozen features, or the one recipe of torch that its makers chose by evidence.",
        CustomParser = OptionValue.OptionalWhole(1),
        HelpName = "N",
    };

    public Option<int> Ensemble { get; } = new("--ensemble")
    {
        Description = "Most networks packaged as one, if they earn their cost; 1 for a single network.",
        DefaultValueFactory = static _ => Defaults.Ensemble.MaxMembers,
        CustomParser = OptionValue.Whole(1),
        HelpName = "N",
    };

    public Option<SearchMetric?> Metric { get; } = new("--metric")
    {
        Description = $"What trials are compared by: {string.Join(", ", MetricNames.All.Keys)}.",
        DefaultValueFactory = static _ => Defaults.Metric,
        CustomParser = OptionValue.OneOf(MetricNames.All),
        HelpName = "METRIC",
    };

    public Option<double?> PromiseSpecificity { get; } = new("--promise-specificity")
    {
        Description = "Specificity to be promised of a positive without a doubt: sets a second bar, and refers what lies between to a radiologist. Off by default.",
        CustomParser = OptionValue.OptionalReal("lie between 0 and 1, both exclusive", static x => x is > 0 and < 1),
        HelpName = "SHARE",
    };

    public Option<ModelPrecision?> Quantize { get; } = new("--quantize")
    {
        Description = "Makes the finished model smaller where it loses next to nothing by that: int8, float16 or none.",
        DefaultValueFactory = static _ => Defaults.Quantisation.Precision,
        CustomParser = OptionValue.OneOf(Precisions.All),
        HelpName = "PRECISION",
    };

    public ReportCommandOptions Report { get; } = new();

    public Option<double> TargetRecall { get; } = new("--target-recall")
    {
        Description = "The recall to be promised.",
        DefaultValueFactory = static _ => Defaults.TargetRecall,
        CustomParser = OptionValue.Real("lie between 0 and 1, both exclusive", static x => x is > 0 and < 1),
        HelpName = "SHARE",
    };

    public Option<double> Confidence { get; } = new("--confidence")
    {
        Description = "The confidence of the promise.",
        DefaultValueFactory = static _ => Defaults.Confidence,
        CustomParser = OptionValue.Real("lie between 0.5 and 1, both exclusive", static x => x is > 0.5 and < 1),
        HelpName = "SHARE",
    };

    public Option<PatientRule?> PatientRule { get; } = CommonOptions.PatientRule();

    public Option<double> TestFraction { get; } = new("--test-fraction")
    {
        Description = "Share of the images held out as test where the data have no test split.",
        DefaultValueFactory = static _ => Defaults.Splits.TestFraction,
        CustomParser = OptionValue.Real("lie in 0…0.5", IsHoldout),
        HelpName = "SHARE",
    };

    public Option<double> CalibrationFraction { get; } = new("--calibration-fraction")
    {
        Description = "Share of the training images held out for threshold and promise; 0 uses out-of-fold scores and certifies nothing.",
        DefaultValueFactory = static _ => Defaults.Splits.CalibrationFraction,
        CustomParser = OptionValue.Real("lie in 0…0.5", IsHoldout),
        HelpName = "SHARE",
    };

    public Option<string?> Work { get; } = new("--work")
    {
        Description = "Folder that remembers features and trials.", DefaultValueFactory = static _ => WorkFolder.DefaultName, CustomParser = OptionValue.Text, HelpName = "DIR",
    };

    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "Seed of every split and draw.", DefaultValueFactory = static _ => Defaults.Seed, CustomParser = OptionValue.Whole(), HelpName = "N",
    };

    public Option<bool> Fresh { get; } = new("--fresh") { Description = "Forget earlier trials of the same run; features are kept." };

    public Option<ScreeningPolicy?> Screening { get; } = ScreeningPolicyOption.Create("--screening");

    public Option<bool> Json { get; } = CommonOptions.Json();

    public IEnumerable<Option> All =>
    [
        Data, Out, Task, Positive, Engine, Backbone, StartFrom, Device, Budget, MaxTrials, Ensemble, Metric, TargetRecall, Confidence, PromiseSpecificity, Quantize, PatientRule,
        TestFraction, CalibrationFraction, Work, Seed, Fresh, Screening, .. Report.All, Json,
    ];

    /// <exception cref="TrainingOptionsException">Options are wrong; all faults are listed.</exception>
    /// <exception cref="EngineUnavailableException">The engine isn't part of this build.</exception>
    public TrainingPipelineBuilder ToBuilder(ParseResult parsed)
    {
        var builder = TrainingPipeline.Create()
            .With(o => o with
            {
                DataPath = parsed.GetValue(Data) ?? "",
                Data = CommonOptions.DataSetOptions(parsed, Task, Positive, PatientRule),
                ModelPath = parsed.GetValue(Out)!,
                WorkFolder = parsed.GetValue(Work)!,
                Fresh = parsed.GetValue(Fresh),
                Seed = parsed.GetValue(Seed),
                Metric = parsed.GetValue(Metric)!.Value,
                TargetRecall = parsed.GetValue(TargetRecall),
                Confidence = parsed.GetValue(Confidence),
                Budget = o.Budget with { Time = parsed.GetValue(Budget), MaxTrials = parsed.GetValue(MaxTrials) },
                ReferSpecificity = parsed.GetValue(PromiseSpecificity),
                Stress = Report.ToStress(parsed, parsed.GetValue(Seed)),
                Report = Report.ToReport(parsed),
                Quantisation = o.Quantisation with { Precision = parsed.GetValue(Quantize)!.Value },
                Screening = o.Screening with { Policy = parsed.GetValue(Screening)!.Value },
                Ensemble = o.Ensemble with { MaxMembers = parsed.GetValue(Ensemble) },
                Splits = o.Splits with { TestFraction = parsed.GetValue(TestFraction), CalibrationFraction = parsed.GetValue(CalibrationFraction) },
            });
        return new EngineOptions(this, parsed).AddTo(builder);
    }
}
