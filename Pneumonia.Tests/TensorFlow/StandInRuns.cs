using Pneumonia.Model;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training;
using Pneumonia.Training.TensorFlow;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Tests.TensorFlow;

/// <summary>Whole runs of the pipeline with the stand-in, one a task, shared by all tests.</summary>
internal static class StandInRuns
{
    private static readonly Lazy<StandInRun> LazyBinary = new(static () => Run(ClassificationTask.Binary));

    private static readonly Lazy<StandInRun> LazyMultiClass = new(static () => Run(ClassificationTask.MultiClass));

    public static StandInRun Of(ClassificationTask task) => task == ClassificationTask.Binary ? LazyBinary.Value : LazyMultiClass.Value;

    /// <summary>A folder of files that pass for weights, under ML.NET's names.</summary>
    public static string Weights(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var architecture in Enum.GetValues<ImageClassificationArchitecture>())
        {
            File.WriteAllBytes(Path.Combine(folder, NetworkFacts.Of(architecture).WeightsFile), Bytes(architecture));
        }

        return folder;
    }

    public static byte[] Bytes(ImageClassificationArchitecture architecture) => [.. Enumerable.Repeat((byte)(architecture + 1), 70_000)];

    public static ImageClassificationEngine Engine(ITrainer trainer, string weights, Func<ImageClassificationOptions, ImageClassificationOptions>? change = null)
    {
        var options = new ImageClassificationOptions { Weights = weights, AllowDownload = false, ScoringFolds = 2, CacheFolder = Path.Combine(weights, "cache") };
        return new ImageClassificationEngine((change ?? (static o => o))(options), trainer, static () => throw new AssertFailedException("No network."));
    }

    private static StandInRun Run(ClassificationTask task)
    {
        var root = TestRunFolder.At("tensorflow-" + task);
        var trainer = new StandInTrainer();
        var progress = new List<TrainingProgress>();
        var result = TrainingPipeline.Create()
            .FromFolder(TrainedModels.Set.Folder)
            .ForTask(task)
            .UseEngine(Engine(trainer, Weights(Path.Combine(root, "weights"))))
            .WithBudget(maxTrials: 3)
            .RememberIn(Path.Combine(root, "work"))
            .SaveTo(Path.Combine(root, "model.zip"))
            .Build()
            .RunAsync(new Log(progress)).GetAwaiter().GetResult();
        return new StandInRun(result, trainer, progress);
    }

    private sealed class Log(List<TrainingProgress> all) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            lock (all) all.Add(value);
        }
    }
}

/// <summary>What a run did.</summary>
internal sealed record StandInRun(TrainingResult Result, StandInTrainer Trainer, IReadOnlyList<TrainingProgress> Progress);
