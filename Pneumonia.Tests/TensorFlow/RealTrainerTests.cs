using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training;
using Pneumonia.Training.TensorFlow;

namespace Pneumonia.Tests.TensorFlow;

/// <summary>
/// The real trainer on the synthetic set: <c>dotnet test -c Release -p:TensorFlow=Cpu --filter TestCategory=TensorFlow</c>, on a machine that has the packages. The
/// network's weights (14 MB) come from the cache or are fetched once.
/// </summary>
[TestClass]
[TestCategory("TensorFlow")]
[DoNotParallelize]
public sealed class RealTrainerTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Run_RealTrainer_EndsInAModelThatBothRoadsLoad()
    {
        Require();
        using var folder = new TempFolder();
        var result = await TrainingPipeline.Create()
            .FromFolder(TrainedModels.Set.Folder)
            .UseImageClassificationTrainer(static o => o with
            {
                Architecture = ImageClassificationArchitecture.MobilenetV2, SearchArchitectures = false, Epochs = 20, ScoringFolds = 2, LearningRate = 0.05f,
            })
            .WithBudget(maxTrials: 2)
            .RememberIn(folder.At("work"))
            .SaveTo(folder.At("model.zip"))
            .Build()
            .RunAsync(cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(GraphRecord.TensorFlow, result.Manifest.Graph.Kind);
        Assert.EndsWith("TFModel", result.Manifest.Graph.Entry);
        Assert.AreEqual(224, result.Manifest.InputSize);
        Assert.IsTrue(result.Manifest.Notes.Any(static n => n.Contains("ML.NET keeps the weights of the last epoch", StringComparison.Ordinal)));
        using var classifier = PneumoniaClassifier.Load(result.ModelPath);
        var transformer = new MLContext { TempFilePath = folder.At() }.LoadPneumonia(result.ModelPath);
        Assert.IsInstanceOfType<ITransformer>(transformer);
        string[] images = [.. TrainedModels.Set.Images.Take(8).Select(static i => Path.Combine(TrainedModels.Set.Folder, i.Path))];
        var answers = classifier.PredictBatch(images).Select(static p => p.Probability).ToArray();
        Assert.IsTrue(answers.All(static p => p is >= 0 and <= 1));
        for (var i = 0; i < images.Length; i++) Assert.AreEqual(answers[i], classifier.Predict(images[i]).Probability, 1e-5f);
        (transformer as IDisposable)?.Dispose();
    }

    [TestMethod]
    public async Task Run_CancelledWhileItTrains_StopsAndLeavesNothing()
    {
        Require();
        using var folder = new TempFolder();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
        var run = TrainingPipeline.Create()
            .FromFolder(TrainedModels.Set.Folder)
            .UseImageClassificationTrainer(static o => o with { Architecture = ImageClassificationArchitecture.MobilenetV2, SearchArchitectures = false })
            .RememberIn(folder.At("work"))
            .SaveTo(folder.At("model.zip"))
            .Build()
            .RunAsync(new CancelAt(TrainingStage.Searching, cancel), cancellationToken: cancel.Token);
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.IsEmpty(Directory.GetDirectories(Path.GetTempPath(), "pneumonia-*").Where(static f => Directory.Exists(Path.Combine(f, "MLNET"))));
    }

    private static void Require()
    {
        var found = new ImageClassificationEngine(new ImageClassificationOptions()).CheckAvailability();
        if (!found.Available) Assert.Inconclusive($"{found.Reason} {found.Remedy}");
    }

    private sealed class CancelAt(TrainingStage stage, CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Stage == stage && value.Detail?.Contains("features", StringComparison.Ordinal) == true) cancel.Cancel();
        }
    }
}
