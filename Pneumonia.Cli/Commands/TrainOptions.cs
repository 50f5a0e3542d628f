using System.CommandLine;
using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;

namespace Pneumonia.Cli.Commands;

/// <summary>The options of <c>train</c> and how they become a pipeline.</summary>
internal sealed class TrainOptions
{
    public Option<string?> Data { get; } = CommonOptions.Data("Class folders (with or without train/val/test above them) or a CSV. Default: a synthetic set.");

    public Option<string> Out { get; } = new("--out") { Description = "Where the model goes.", DefaultValueFactory = static _ => "pneumonia.zip", HelpName = "ZIP" };

    public Option<ClassificationTask?> Task { get; } = CommonOptions.Task();

    public Option<string?> Positive { get; } = CommonOptions.Positive();

    public Option<string> Engine { get; } = new("--engine")
    {
        Description = "auto, frozen, torch or tensorflow.",
        DefaultValueFactory = static _ => "auto",
        HelpName = "ENGINE",
    };

    public Option<string[]> Backbone { get; } = new("--backbone")
    {
        Description = "Backbones for frozen features: 'chest', a name from 'backbones list', or the path of an ONNX file. Several may be named.",
        DefaultValueFactory = static _ => ["chest"],
        AllowMultipleArgumentsPerToken = true,
        HelpName = "NAME",
    };

    public Option<TimeSpan?> Budget { get; } = new("--budget") { Description = "Time for the search, as hh:mm:ss.", HelpName = "TIME" };

    public Option<int> MaxTrials { get; } = new("--max-trials") { Description = "Most trials of the search.", DefaultValueFactory = static _ => new SearchBudget().MaxTrials };

    public Option<string> Metric { get; } = new("--metric")
    {
        Description = $"What trials are compared by: {string.Join(", ", MetricNames.All)}.",
        DefaultValueFactory = static _ => "auc",
    };

    public Option<double> TargetRecall { get; } = new("--target-recall") { Description = "The recall to be promised.", DefaultValueFactory = static _ => 0.98 };

    public Option<double> Confidence { get; } = new("--confidence") { Description = "The confidence of the promise.", DefaultValueFactory = static _ => 0.95 };

    public Option<string> PatientRule { get; } = CommonOptions.PatientRule();

    public Option<double> TestFraction { get; } = new("--test-fraction") { Description = "Share of the images held out as test where the data have no test split.", DefaultValueFactory = static _ => 0.15 };

    public Option<double> CalibrationFraction { get; } = new("--calibration-fraction")
    {
        Description = "Share of the training images held out for threshold and promise; 0 uses out-of-fold scores and certifies nothing.",
        DefaultValueFactory = static _ => 0.15,
    };

    public Option<string> Work { get; } = new("--work") { Description = "Folder that remembers features and trials.", DefaultValueFactory = static _ => Training.Store.WorkFolder.DefaultName, HelpName = "DIR" };

    public Option<int> Seed { get; } = new("--seed") { Description = "Seed of every split and draw.", DefaultValueFactory = static _ => 1 };

    public Option<bool> Fresh { get; } = new("--fresh") { Description = "Forget earlier trials of the same run; features are kept." };

    public Option<bool> Json { get; } = CommonOptions.Json();

    public IEnumerable<Option> All =>
    [
        Data, Out, Task, Positive, Engine, Backbone, Budget, MaxTrials, Metric, TargetRecall, Confidence, PatientRule,
        TestFraction, CalibrationFraction, Work, Seed, Fresh, Json,
    ];

    /// <exception cref="TrainingOptionsException">Options are wrong; all faults are listed.</exception>
    public TrainingPipelineBuilder ToBuilder(ParseResult parsed)
    {
        var faults = new List<string>();
        var metric = MetricNames.Parse(parsed.GetValue(Metric)!, faults);
        var engine = parsed.GetValue(Engine)!;
        if (!EngineNames.Contains(engine)) faults.Add($"--engine must be one of {string.Join(", ", EngineNames)}; it is '{engine}'.");
        var data = Checked(faults, () => CommonOptions.DataSetOptions(parsed, Task, Positive, PatientRule)) ?? new();
        var builder = TrainingPipeline.Create().With(o => o with
        {
            DataPath = parsed.GetValue(Data) ?? "",
            Data = data,
            ModelPath = parsed.GetValue(Out)!,
            WorkFolder = parsed.GetValue(Work)!,
            Fresh = parsed.GetValue(Fresh),
            Seed = parsed.GetValue(Seed),
            Metric = metric,
            TargetRecall = parsed.GetValue(TargetRecall),
            Confidence = parsed.GetValue(Confidence),
            Budget = new SearchBudget { Time = parsed.GetValue(Budget), MaxTrials = parsed.GetValue(MaxTrials) },
            Splits = o.Splits with { TestFraction = parsed.GetValue(TestFraction), CalibrationFraction = parsed.GetValue(CalibrationFraction) },
        });
        if (engine is "auto" or "frozen") Checked(faults, () => builder.UseFrozenFeatures(f => f with { Backbones = [.. parsed.GetValue(Backbone)!] }));
        else if (faults.Count == 0) throw new EngineUnavailableException($"Engine '{engine}' is not part of this build. Use --engine frozen.");

        // A synthetic set stands in for missing data, so that is no fault here.
        faults.AddRange(builder.Options.Faults().Where(f => !(f.StartsWith("No data", StringComparison.Ordinal) || (f.StartsWith("No engine", StringComparison.Ordinal) && faults.Count > 0))));
        return faults.Count == 0 ? builder : throw new TrainingOptionsException(faults);
    }

    private static readonly string[] EngineNames = ["auto", "frozen", "torch", "tensorflow"];

    private static T? Checked<T>(List<string> faults, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (TrainingOptionsException e)
        {
            faults.AddRange(e.Faults);
        }
        catch (ArgumentException e)
        {
            faults.Add(e.Message);
        }

        return null;
    }
}
