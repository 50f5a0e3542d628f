using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.TensorFlow;

namespace Pneumonia.Tests.TensorFlow;

[TestClass]
public sealed class EngineRunTests
{
    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    public void Run_WholePipeline_EndsInAModelWithCalibrationInItsManifest(ClassificationTask task)
    {
        var (result, _, _) = StandInRuns.Of(task);
        var manifest = ModelFile.Verify(result.ModelPath);

        Assert.AreEqual(GraphRecord.TensorFlow, manifest.Graph.Kind);
        Assert.IsFalse(manifest.Graph.IsOnnx);
        Assert.AreEqual("tensorflow", manifest.Engine);
        Assert.AreEqual(299, manifest.InputSize);
        Assert.IsNotNull(manifest.CalibrationMap);
        Assert.HasCount(task == ClassificationTask.Binary ? 1 : 3, manifest.Thresholds);
        Assert.HasCount(1, manifest.Promises);
        Assert.IsNull(manifest.TypicalityLimit);
        Assert.AreEqual("1.0", manifest.Packages["StandIn"]);
        Assert.AreEqual("resnet-v2-50", manifest.Backbones.Single().Name);
        Assert.Contains("no ONNX export", ModelFile.ReadCard(result.ModelPath));
        Assert.IsGreaterThan(0.8, manifest.Metrics.First(static m => m.Name == "auc").Value!.Value);
    }

    [TestMethod]
    public void Run_Notes_SayWhatMlNetDoesNot()
    {
        var notes = string.Join('\n', StandInRuns.Of(ClassificationTask.Binary).Result.Manifest.Notes);
        Assert.Contains("seed can't be set", notes);
        Assert.Contains("the last epoch, 3 (accuracy 0.750", notes);
        Assert.Contains("not those of the best, 2 (accuracy 0.875", notes);
        Assert.Contains("Microsoft.ML.Vision", notes);
    }

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    public void Load_BothRoads_AnswerAlike(ClassificationTask task)
    {
        var path = StandInRuns.Of(task).Result.ModelPath;
        using var folder = new TempFolder();
        using var classifier = PneumoniaClassifier.Load(path);
        var ml = new MLContext { TempFilePath = folder.Path };
        var transformer = ml.LoadPneumonia(path);
        using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
        foreach (var image in Images.Take(6))
        {
            var fast = classifier.Predict(image);
            var slow = engine.Predict(new ModelInput { ImageSource = File.ReadAllBytes(image) });
            Assert.AreEqual(fast.Label, slow.PredictedLabel);
            Assert.IsTrue(float.IsNaN(fast.Typicality) && float.IsNaN(slow.Typicality));
            for (var k = 0; k < fast.Scores.Length; k++) Assert.AreEqual(fast.Scores[k].Probability, slow.Score[k], 1e-6f);
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void PredictBatch_AndSingles_AndManyThreads_AnswerAlike()
    {
        using var classifier = PneumoniaClassifier.Load(StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath, new ClassifierOptions { Threads = 4 });
        var batch = classifier.PredictBatch(Images).Select(static p => p.Probability).ToArray();
        var threads = new float[Images.Length];
        Parallel.For(0, Images.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => threads[i] = classifier.Predict(Images[i]).Probability);
        Assert.AreSequenceEqual(batch, threads);
        Assert.IsGreaterThan(1, batch.Distinct().Count());
    }

    [TestMethod]
    public void PlainLoad_GivesRawSharesAndALabel()
    {
        var ml = new MLContext().RegisterPneumonia();
        var transformer = ml.Model.Load(StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath, out _);
        using var engine = ml.Model.CreatePredictionEngine<ModelInput, RawOutput>(transformer);
        var output = engine.Predict(new ModelInput { ImageSource = File.ReadAllBytes(Images[0]) });
        Assert.AreEqual(1, output.Score.Sum(), 1e-4f);
        Assert.AreEqual(output.Score[0] > output.Score[1] ? "NORMAL" : "PNEUMONIA", output.PredictedLabel);
    }

    [TestMethod]
    public void Run_Jobs_KeepPatientsApartAndHoldAFoldBack()
    {
        var jobs = StandInRuns.Of(ClassificationTask.Binary).Trainer.Jobs;
        foreach (var job in jobs)
        {
            Assert.IsNotEmpty(job.Judges);
            Assert.IsNotNull(job.Settings.Patience);
            Assert.IsEmpty(job.Train.Select(static i => Patient(i.Image.Path)).Intersect(job.Judges.Select(static i => Patient(i.Image.Path))));
        }

        Assert.IsGreaterThan(2, jobs.Select(static j => j.Settings).Distinct().Count(), "Trials differ.");
    }

    [TestMethod]
    public void Run_Ended_LeavesNoTemporaryFolder()
    {
        foreach (var job in StandInRuns.Of(ClassificationTask.Binary).Trainer.Jobs) Assert.IsFalse(Directory.Exists(job.TempFolder), job.TempFolder);
    }

    [TestMethod]
    public void Run_Progress_TellsImagesAndEpochs()
    {
        var details = StandInRuns.Of(ClassificationTask.Binary).Progress.Where(static p => p.Stage == TrainingStage.Searching).Select(static p => p.Detail ?? "").ToArray();
        Assert.Contains(static d => d.Contains("features of the held-back images, 1 of", StringComparison.Ordinal), details);
        Assert.Contains(static d => d.Contains("fold 2 of 2, epoch 3 of ", StringComparison.Ordinal) && d.Contains("held-back accuracy 0.750", StringComparison.Ordinal), details);
    }

    [TestMethod]
    public async Task Run_CancelledInTheFirstTrial_StopsAndLeavesNoTemporaryFolder()
    {
        using var folder = new TempFolder();
        using var cancel = new CancellationTokenSource();
        var trainer = new StandInTrainer { Meanwhile = _ => cancel.Cancel() };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Pipeline(folder, trainer).Build().RunAsync(cancellationToken: cancel.Token));
        Assert.IsFalse(Directory.Exists(trainer.Jobs.Single().TempFolder));
    }

    [TestMethod]
    public async Task Run_TrainerFails_LeavesNoTemporaryFolderAndNoHalfFeatures()
    {
        using var folder = new TempFolder();
        var trainer = new StandInTrainer { Meanwhile = static _ => throw new InvalidOperationException("wrapped", new FormatException("the cause")) };
        var e = await Assert.ThrowsAsync<Exception>(() => Pipeline(folder, trainer).Build().RunAsync());
        Assert.Contains("the cause", e.ToString());
        foreach (var job in trainer.Jobs) Assert.IsFalse(Directory.Exists(job.TempFolder));
    }

    [TestMethod]
    public async Task Run_MultiLabelData_SaysThatItGivesOneClass()
    {
        using var folder = new TempFolder();
        var csv = folder.At("findings.csv");
        File.WriteAllLines(csv, TrainedModels.Set.Images.Select(
            (s, i) => $"{Path.GetFullPath(Path.Combine(TrainedModels.Set.Folder, s.Path))},{(i % 3 == 0 ? "A|B" : i % 3 == 1 ? "A" : "B")},{s.Patient},{s.Split}").Prepend("path,label,patient,split"));
        var e = await Assert.ThrowsExactlyAsync<EngineUnavailableException>(() => Pipeline(folder, new StandInTrainer()).FromCsv(csv).Build().RunAsync());
        Assert.Contains("multi-label", e.Message);
    }

    [TestMethod]
    public void Export_TensorFlowModel_SaysWhyNotAndWritesNothing()
    {
        using var folder = new TempFolder();
        var path = StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath;
        Assert.IsFalse(GraphExport.TryWrite(path, folder.At("a.onnx"), out var problem));
        Assert.Contains("can't turn into ONNX", problem);
        Assert.ThrowsExactly<ModelFileException>(() => GraphExport.Write(path, folder.At("a.onnx")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Load_ChangedTransformer_IsRefused()
    {
        var zip = Artifact.ModelZip.Of(File.ReadAllBytes(StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath));
        var entry = zip.Parts.Keys.First(static k => k.StartsWith("TransformerChain", StringComparison.Ordinal) && k.EndsWith("Model.key", StringComparison.Ordinal));
        zip.Parts[entry][^1] ^= 1;
        var e = Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(new MemoryStream(zip.ToBytes())));
        Assert.AreEqual(ModelFileFault.Corrupt, e.Fault);
    }

    private static string[] Images => [.. TrainedModels.Set.Images.Take(24).Select(static i => Path.GetFullPath(Path.Combine(TrainedModels.Set.Folder, i.Path)))];

    private static string Patient(string path)
        => TrainedModels.Set.Images.Single(i => Path.GetFullPath(Path.Combine(TrainedModels.Set.Folder, i.Path)) == Path.GetFullPath(path)).Patient.ToString()!;

    private static TrainingPipelineBuilder Pipeline(TempFolder folder, StandInTrainer trainer) => TrainingPipeline.Create()
        .FromFolder(TrainedModels.Set.Folder)
        .UseEngine(StandInRuns.Engine(trainer, StandInRuns.Weights(folder.At("weights"))))
        .WithBudget(maxTrials: 1)
        .RememberIn(folder.At("work"))
        .SaveTo(folder.At("model.zip"));

    private sealed class RawOutput
    {
        public float[] Score { get; set; } = [];

        public string PredictedLabel { get; set; } = "";
    }
}
