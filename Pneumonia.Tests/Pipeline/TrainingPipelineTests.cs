using Pneumonia.Model;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Search;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Report;
using Pneumonia.Training.Search;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Tests.Pipeline;

[TestClass]
public sealed class TrainingPipelineTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Run_SameSeedAndDataInTwoWorkFolders_GivesTheSameGraphBitForBit()
    {
        using var one = new SmallSet(warm: false);
        using var two = new SmallSet(warm: false);

        var first = await one.Pipeline().WithBudget(maxTrials: 3).Build().RunAsync(cancellationToken: TestContext.CancellationToken);
        var second = await two.Pipeline().WithBudget(maxTrials: 3).Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(first.Manifest.Graph.Sha256, second.Manifest.Graph.Sha256);
        Assert.AreEqual(first.Manifest.Graph.Sha256, ModelFile.Verify(two.Model).Graph.Sha256);
        Assert.AreSequenceEqual(first.Search.Trials.Select(static t => t.Metric), second.Search.Trials.Select(static t => t.Metric));
    }

    [TestMethod]
    public async Task Run_Again_ComputesNothingAgain()
    {
        using var set = new SmallSet(warm: false);
        var (before, after) = (new ProgressLog(), new ProgressLog());
        var first = await set.Pipeline().Build().RunAsync(before, cancellationToken: TestContext.CancellationToken);
        var features = StoreProbe.CountFeatures(set.Store);

        var second = await set.Pipeline().Build().RunAsync(after, cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(TrainedModels.Set.Images.Count, before.Computed());
        Assert.AreEqual(0, after.Computed());
        Assert.AreEqual(features, StoreProbe.CountFeatures(set.Store));
        Assert.IsTrue(second.Search.Trials.All(static t => t.Resumed));
        Assert.AreEqual(first.Manifest.Graph.Sha256, second.Manifest.Graph.Sha256);
    }

    [TestMethod]
    public async Task Run_EnsembleOfTwoNetworks_IsOneGraphThatBothRoadsRun()
    {
        using var set = new SmallSet(warm: false);
        int[] seeds = [21, 4];
        string[] backbones = [.. seeds.Select(seed => set.At($"tiny{seed}.onnx"))];
        for (var i = 0; i < seeds.Length; i++)
        {
            await File.WriteAllBytesAsync(backbones[i], new Onnx.TinyBackbone { Side = 64, Seed = seeds[i] }.Bytes(), TestContext.CancellationToken);
        }

        // Whatever gains anything is taken, at no price.
        var result = await set.Pipeline()
            .UseFrozenFeatures(o => o with { Backbones = [.. backbones] })
            .With(static o => o with { Ensemble = new EnsembleOptions { MaxMembers = 6, MinGain = 0, MinGainPerCost = 0 } })
            .WithBudget(maxTrials: 12)
            .Build()
            .RunAsync(cancellationToken: TestContext.CancellationToken);

        // The pipeline itself has compared the file with its own scores, by both roads.
        Assert.HasCount(2, result.Manifest.Backbones);
        Assert.IsGreaterThan(
            result.Search.Best.Metric, result.Manifest.Metrics.Single(static m => m is { Name: "auc", MeasuredOn: "out-of-fold" }).Value!.Value);
        Assert.AreEqual(result.Manifest.Graph.Sha256, ModelFile.Verify(set.Model).Graph.Sha256);
    }

    [TestMethod]
    public async Task Run_BackboneOfASideThatNoModelFileHas_IsRefusedBeforeAnyFeature()
    {
        using var set = new SmallSet(warm: false);
        var backbone = set.At("odd.onnx");
        await File.WriteAllBytesAsync(backbone, new Onnx.TinyBackbone { Side = 72 }.Bytes(), TestContext.CancellationToken);

        var fault = await Assert.ThrowsExactlyAsync<OnnxGraphException>(
            () => set.Pipeline().UseFrozenFeatures(o => o with { Backbones = [backbone] }).Build().RunAsync(cancellationToken: TestContext.CancellationToken));

        Assert.Contains("'odd'", fault.Subject);
        Assert.StartsWith("must be one of 64, 96, ", fault.Rule);
        Assert.AreEqual("72", fault.Found);
        Assert.AreEqual(0, StoreProbe.CountFeatures(set.Store));
    }

    [TestMethod]
    public async Task Run_ModelAndReportThatCantBeWritten_NamesBothBeforeAnyWork()
    {
        using var set = new SmallSet(empty: true, warm: false);
        Directory.CreateDirectory(set.Model);
        await File.WriteAllTextAsync(set.At("report"), "a file", TestContext.CancellationToken);

        var fault = await Assert.ThrowsExactlyAsync<TrainingOptionsException>(
            () => set.Pipeline().With(o => o with { Report = new ReportOptions { Folder = set.At("report") } }).Build().RunAsync(cancellationToken: TestContext.CancellationToken));

        Assert.HasCount(2, fault.Faults, fault.Message);
        Assert.Contains("--out", fault.Faults[0]);
        Assert.Contains("--report", fault.Faults[1]);
        Assert.Contains(set.At("report"), fault.Faults[1]);
    }

    [TestMethod]
    public async Task Run_TenImagesMore_ComputesTen()
    {
        using var set = new SmallSet();
        for (var i = 0; i < 10; i++)
        {
            var radiograph = SyntheticRadiographs.Draw(new SyntheticCase { Seed = 999, Patient = 1000 + i, Size = 96, Finding = SyntheticFinding.None });
            set.Write($"train/NORMAL/extra-{i}.png", Imaging.TestImages.GreyPng(96, 96, (x, y) => radiograph.Pixels.Span[(y * 96) + x]));
        }

        var log = new ProgressLog();
        await set.Pipeline().Build().RunAsync(log, cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(10, log.Computed());
    }

    [TestMethod]
    public async Task Run_OfficialTestFolder_IsTheTestSplitAndNothingElse()
    {
        using var set = new SmallSet();
        var result = await set.Pipeline().Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var test = result.Manifest.Data.Splits.Single(static s => s.Name == "test");
        Assert.AreEqual(TrainedModels.Set.Images.Count(static i => i.Split == "test"), test.Images);
        Assert.AreEqual("test", result.Evaluation.MeasuredOn);
        Assert.AreEqual(test.Images, result.Evaluation.Count);
    }

    [TestMethod]
    public async Task Run_NoCalibrationImages_CertifiesNothingAndSaysWhy()
    {
        using var set = new SmallSet();
        var result = await set.Pipeline().WithSplits(static s => s with { CalibrationFraction = 0 }).PromiseRecall(0.5, 0.6)
            .Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var promise = result.Manifest.Promises.Single();
        Assert.IsFalse(promise.Certified);
        Assert.IsNull(promise.LowerBound);
        Assert.Contains("no images were held out", promise.Explanation);
        Assert.Contains("not certified", result.Card);
    }

    [TestMethod]
    public async Task Run_NoCalibrationImages_StillTurnsAwayWhatIsNoRadiograph()
    {
        using var set = new SmallSet();
        var result = await set.Pipeline().WithSplits(static s => s with { CalibrationFraction = 0 })
            .Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        using var classifier = PneumoniaClassifier.Load(result.ModelPath);
        Assert.AreEqual(Decision.NotAChestXray, classifier.Predict(new MemoryStream(Imaging.TestImages.GreyJpeg(100, 100))).Decision);
        Assert.IsLessThan(0.1 * result.Evaluation.Count, classifier.PredictBatch(result.Measured.Samples.Select(static i => i.Path)).Count(static p => p.Decision == Decision.NotAChestXray));
    }

    [TestMethod]
    public async Task Run_FilesRenamedSoThatTheirOrderTurns_AnswersAsAFreshRun()
    {
        using var set = new SmallSet();
        await set.Pipeline().Build().RunAsync(cancellationToken: TestContext.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(set.Data, "train"), "*.png", SearchOption.AllDirectories).ToArray())
        {
            var turned = new string([.. Path.GetFileNameWithoutExtension(file).Reverse()]);
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, turned + ".png"));
        }

        var resumed = await set.Pipeline().Build().RunAsync(cancellationToken: TestContext.CancellationToken);
        var fresh = await set.Pipeline().RememberIn(set.Work, fresh: true).Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        Assert.AreSequenceEqual(fresh.Search.Trials.Select(static t => t.Metric), resumed.Search.Trials.Select(static t => t.Metric));
        Assert.AreEqual(fresh.Manifest.Graph.Sha256, resumed.Manifest.Graph.Sha256);
    }

    [TestMethod]
    public async Task Run_PatientsToldApartOtherwise_UsesNoTrialOfTheOldFolds()
    {
        using var set = new SmallSet();
        await set.Pipeline().Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var other = await set.Pipeline().WithPatients(PatientRule.None).Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        Assert.IsFalse(other.Search.Trials.Any(static t => t.Resumed));
    }

    [TestMethod]
    public async Task Run_Fresh_ForgetsTrialsAndKeepsFeatures()
    {
        using var set = new SmallSet();
        await set.Pipeline().Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        var log = new ProgressLog();
        var fresh = await set.Pipeline().RememberIn(set.Work, fresh: true).Build().RunAsync(log, cancellationToken: TestContext.CancellationToken);

        Assert.IsFalse(fresh.Search.Trials.Any(static t => t.Resumed));
        Assert.AreEqual(0, log.Computed());
    }

    [TestMethod]
    public async Task Run_CancelledAfterOneTrial_SavesAUsableModel()
    {
        using var set = new SmallSet();
        using var cancel = new CancellationTokenSource();
        var observer = new CancelAfter(cancel);

        var result = await set.Pipeline().WithBudget(maxTrials: 500).Build().RunAsync(observer: observer, cancellationToken: cancel.Token);

        TestContext.WriteLine($"From cancel to model: {TimeProvider.System.GetElapsedTime(observer.At).TotalSeconds:0.00} s");
        Assert.AreEqual(SearchEnd.Cancelled, result.Search.End);
        Assert.HasCount(1, result.Search.Trials);
        using var classifier = PneumoniaClassifier.Load(set.Model);
        Assert.AreNotEqual(Decision.Unreadable, classifier.Predict(TrainedModels.Binary.Images[0]).Decision);
    }

    [TestMethod]
    public async Task Run_WithAClock_StampsTheModelByIt()
    {
        using var set = new SmallSet();
        var time = new ManualTime();

        var result = await set.Pipeline(time).RememberIn(set.Work, fresh: true).Build().RunAsync(cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(time.GetUtcNow(), result.Manifest.CreatedAt);
        Assert.AreEqual(TimeSpan.Zero, result.Duration);
        Assert.IsTrue(result.Search.Trials.All(static t => t.Duration == TimeSpan.Zero));
    }

    [TestMethod]
    public void Build_ManyFaults_ListsThemAll()
    {
        var thrown = Assert.ThrowsExactly<TrainingOptionsException>(static () => TrainingPipeline.Create()
            .PromiseRecall(1, 0.4)
            .WithBudget(TimeSpan.FromDays(60), maxTrials: 0)
            .WithSplits(static s => s with { TestFraction = 0.6, Folds = 1 })
            .With(static o => o with { Threads = -1, ModelPath = " ", WorkFolder = "", Data = o.Data with { MinImagesPerClass = -1 } })
            .Build());

        Assert.HasCount(12, thrown.Faults, thrown.Message);
    }

    private sealed class CancelAfter(CancellationTokenSource cancel) : ITrialObserver
    {
        public long At { get; private set; }

        public void ReportCompletedTrial(TrialResult result)
        {
            At = TimeProvider.System.GetTimestamp();
            cancel.Cancel();
        }
    }
}
