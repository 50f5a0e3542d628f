using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Tests.Fixtures;

/// <summary>
/// Small but real models, one a task, each trained by the whole pipeline when a test first asks for it and then shared by all. They
/// share a work folder too, so the images' features are computed once.
/// </summary>
internal static class TrainedModels
{
    private static readonly SyntheticOptions Drawn = new() { Patients = 48, ImagesPerPatient = 2, DiffuseFraction = 0.5, Size = 96, Difficulty = 0.2 };

    // The work folder has one owner at a time.
    private static readonly Lock OneAtATime = new();

    private static readonly Lazy<SyntheticSet> LazySet = new(
        static () => SyntheticRadiographs.WriteAsync(TestRunFolder.At("synthetic"), Drawn).GetAwaiter().GetResult());

    private static readonly Lazy<TrainedModel> LazyBinary = new(static () => Train("binary", static b => b.FromFolder(Set.Folder)));

    private static readonly Lazy<TrainedModel> LazyMultiClass = new(
        static () => Train("multiclass", static b => b.FromFolder(Set.Folder).ForTask(ClassificationTask.MultiClass)));

    private static readonly Lazy<TrainedModel> LazyMultiLabel = new(static () => Train("multilabel", static b => b.FromCsv(WriteFindings())));

    /// <summary>The images that all three learned from: 48 patients, 96×96 pixels.</summary>
    public static SyntheticSet Set => LazySet.Value;

    /// <summary>NORMAL and PNEUMONIA.</summary>
    public static TrainedModel Binary => LazyBinary.Value;

    /// <summary>NORMAL, BACTERIA and VIRUS.</summary>
    public static TrainedModel MultiClass => LazyMultiClass.Value;

    /// <summary>Any of CONSOLIDATION and DIFFUSE.</summary>
    public static TrainedModel MultiLabel => LazyMultiLabel.Value;

    public static TrainedModel Of(ClassificationTask task) => task switch
    {
        ClassificationTask.Binary => Binary,
        ClassificationTask.MultiClass => MultiClass,
        _ => MultiLabel,
    };

    private static TrainedModel Train(string name, Func<TrainingPipelineBuilder, TrainingPipelineBuilder> data)
    {
        lock (OneAtATime)
        {
            var path = TestRunFolder.At("models", name + ".zip");
            var result = data(TrainingPipeline.Create())
                .UseFrozenFeatures()
                .WithBudget(maxTrials: 2)
                .RememberIn(TestRunFolder.At("work"))
                .SaveTo(path)
                .Build()
                .RunAsync().GetAwaiter().GetResult();
            return new TrainedModel(path, result, Images);
        }
    }

    private static ImmutableArray<string> Images => [.. Set.Images.Select(static i => Path.GetFullPath(Path.Combine(Set.Folder, i.Path)))];

    // A drawn image has one finding at most; calling some both gives the reader and the heads rows with two.
    private static string WriteFindings()
    {
        var rows = Set.Images.Select(static i => $"{i.Path},{Findings(i.Case)},{i.Patient},{i.Split}");
        var csv = Path.Combine(Set.Folder, "findings.csv");
        File.WriteAllLines(csv, rows.Prepend("path,label,patient,split"));
        return csv;
    }

    private static string Findings(SyntheticCase drawn) => drawn.Finding switch
    {
        SyntheticFinding.None => "NORMAL",
        _ when drawn.Patient % 3 == 0 => "CONSOLIDATION|DIFFUSE",
        var finding => finding.ToString().ToUpperInvariant(),
    };
}
