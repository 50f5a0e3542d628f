using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pneumonia.Model.Imaging;
using Pneumonia.Training;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Features;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Engine;
using Pneumonia.Training.Torch.Networks;
using SkiaSharp;

namespace Pneumonia.Tests.Torch;

[TestClass]
[TestCategory("Torch")]
public sealed class EndToEndSessionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pneumonia-session-").FullName;
    private readonly StoreDatabase store;
    private readonly ImmutableArray<ImageFile> images;

    public EndToEndSessionTests()
    {
        store = StoreDatabase.Open(Path.Combine(folder, "store.db"));
        images = [.. Enumerable.Range(0, Synthetic.Images).Select(Write)];
    }

    public TestContext TestContext { get; set; } = null!;

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [TestInitialize]
    public void RequireTorch() => TorchTest.Require();

    [TestMethod]
    public async Task CrossValidate_EasyTask_ScoresEachRowByANetworkThatNeverSawIt()
    {
        using var session = await Start(new EndToEndEngineOptions { Training = Training, ScoringFolds = 2 });
        var settings = new TrialSettings(EndToEndEngine.EngineName, session.Space.Default);
        var logits = session.CrossValidate(settings, TestContext.CancellationToken);
        Assert.HasCount(40, logits);
        Assert.IsTrue(logits.All(float.IsFinite));
        Assert.IsGreaterThan(0.9, Metrics.RocAuc(logits, Enumerable.Range(0, 40).Select(Synthetic.Targets.Class).ToArray()));
        Assert.HasCount(2, Checkpoints, "They are needed until the scores are in the journal.");
        session.Complete();
        Assert.IsEmpty(Checkpoints, "A checkpoint was left behind.");
    }

    [TestMethod]
    public async Task Fit_KilledAfterIt_TrainsNothingAgain()
    {
        var trained = 0;
        var told = new SynchronousProgress<TrainingProgress>(p => trained += p.Stage == TrainingStage.Fitting ? 1 : 0);
        var bodies = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            trained = 0;
            using var session = await Start(new EndToEndEngineOptions { Training = Training with { Members = 2 } }, told);
            using var network = session.Fit(new TrialSettings(EndToEndEngine.EngineName, session.Space.Default), TestContext.CancellationToken);
            bodies.Add(network.Backbone.Sha256);
            Assert.AreEqual(run == 0, trained > 0);
            Assert.HasCount(2, Checkpoints);
            // No model is written: the run was killed before that.
        }

        Assert.AreEqual(bodies[0], bodies[1]);
    }

    [TestMethod]
    public async Task Complete_AfterAStoppedTrial_KeepsItsCheckpointsAndNoOthers()
    {
        using var stop = new CancellationTokenSource();
        var told = new SynchronousProgress<TrainingProgress>(p =>
        {
            if (p.Detail == "fold 2 of 2" && p.Live!.StartsWith("epoch 2 of 8", StringComparison.Ordinal)) stop.Cancel();
        });
        using var session = await Start(new EndToEndEngineOptions { Training = Training }, told);
        var first = new TrialSettings(EndToEndEngine.EngineName, session.Space.Default);
        var second = first with { Fidelity = 1.0 / 3 };
        session.CrossValidate(second, TestContext.CancellationToken);
        var before = Checkpoints;
        File.WriteAllText(Path.Combine(folder, "checkpoints", "torch-0123456789abcdef"), "of a run that nobody went on with");
        File.WriteAllText(Path.Combine(folder, "checkpoints", "torch-0123456789abcdef-1.part"), "half a file");

        Assert.Throws<OperationCanceledException>(() => session.CrossValidate(first, stop.Token));
        session.Complete();

        Assert.HasCount(2, before);
        Assert.HasCount(2, Checkpoints);
        Assert.IsEmpty(Checkpoints.Intersect(before), "The first trial's are in the journal.");
    }

    [TestMethod]
    public async Task Fit_Members_AnswersForImagesItNeverSaw()
    {
        var messages = new List<TrainingProgress>();
        using var session = await Start(new EndToEndEngineOptions { Training = Training with { Members = 2 } }, new SynchronousProgress<TrainingProgress>(messages.Add));
        using var network = session.Fit(new TrialSettings(EndToEndEngine.EngineName, session.Space.Default), TestContext.CancellationToken);
        Assert.AreEqual(2 * NetworkPlan.Of(Training.Network).Features, ((GraphNetwork)network).Graph.FeatureWidth);
        var unseen = Enumerable.Range(40, 8).ToImmutableArray();
        var logits = network.Logits(unseen, TestContext.CancellationToken);
        Assert.IsGreaterThan(0.9, Metrics.RocAuc(logits, unseen.Select(Synthetic.Targets.Class).ToArray()));
        Assert.Contains(m => m.Stage == TrainingStage.Fitting && m.Detail == "all rows, member 2 of 2" && m.Live!.Contains("images/s", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public async Task Space_EveryCorner_IsATrainingWithoutFaults()
    {
        var options = new EndToEndEngineOptions();
        using var session = await Start(options);
        var count = session.Space.Parameters.Count;
        for (var corner = 0; corner < 200; corner++)
        {
            var point = session.Space.At(LowDiscrepancy.Point(corner + 1, count, 1));
            var settings = new TrialSettings(EndToEndEngine.EngineName, point, corner % 2 == 0 ? 1 : 1.0 / 9);
            Assert.IsEmpty((options with { Training = TrialSpace.Training(options, settings) }).Faults());
            Assert.IsGreaterThanOrEqualTo(1, session.RelativeCost(settings));
        }

        Assert.AreEqual((int)Math.Round(options.Training.Epochs / 9.0), TrialSpace.Training(options, new TrialSettings("torch", session.Space.Default, 1.0 / 9)).Epochs);
        Assert.AreEqual(options.Training.Network, TrialSpace.Training(options, new TrialSettings("torch", session.Space.Default)).Network);
        // The recipe's own width and side lie between the steps of the search, which must find back to them.
        var back = session.Space.At(session.Space.UnitOf(session.Space.Default));
        Assert.AreEqual(options.Training.Network, TrialSpace.Training(options, new TrialSettings("torch", back)).Network);
    }

    [TestMethod]
    public async Task Start_FromTheChestBackbone_KeepsTheNetwork()
    {
        using var session = await Start(new EndToEndEngineOptions { StartFrom = "chest" });
        Assert.IsFalse(session.Space.Parameters.ContainsKey("architecture"));
    }

    [TestMethod]
    public async Task Start_FromABackboneOfAnotherNetwork_IsRefusedAtOnce()
    {
        var options = new EndToEndEngineOptions { StartFrom = "chest", Training = new EndToEndOptions { Network = NetworkSpec.Default with { Width = 64 } } };
        var error = await Assert.ThrowsExactlyAsync<EndToEndException>(() => Start(options));
        Assert.Contains("resnetv2-2.2.2.2-w64-112-standardised", error.Message);
    }

    [TestMethod]
    public async Task TrainAsync_HeldOutRows_AreScoredByOnnxAsByTorch()
    {
        var data = new EndToEndData { Images = images, Targets = Synthetic.Targets, HeldOut = [.. Enumerable.Range(40, 8)] };
        var result = await new EndToEndTrainer(Training).TrainAsync(data, cancellationToken: TestContext.CancellationToken);
        var scores = result.Score([.. images.Skip(40)], ImageLimits.Default, 1, TestContext.CancellationToken);
        var labels = Enumerable.Range(40, 8).Select(Synthetic.Targets.Class).ToArray();
        Assert.AreEqual(result.Curves[0][^1].ValidationAuc, Metrics.RocAuc(scores, labels), 1e-9);
    }

    private static EndToEndOptions Training => Synthetic.Options with { Epochs = 8, Network = Synthetic.Options.Network with { InputSize = 64 } };

    private string[] Checkpoints => [.. Directory.GetFiles(Path.Combine(folder, "checkpoints")).Order(StringComparer.Ordinal)];

    private Task<IEngineSession> Start(EndToEndEngineOptions options, IProgress<TrainingProgress>? progress = null) => new EndToEndEngine(options).StartAsync(
        new EngineContext
        {
            Images = images,
            TrainingRows = [.. Enumerable.Range(0, 40)],
            Targets = Synthetic.Targets with { Labels = [.. Synthetic.Targets.Labels.Take(40)] },
            Folds = [.. Enumerable.Range(0, 4).Select(f => Enumerable.Range(0, 40).Where(row => row % 4 == f).ToImmutableArray())],
            Seed = 3,
            Threads = 1,
            Progress = progress,
            Store = store,
        },
        TestContext.CancellationToken);

    private ImageFile Write(int image)
    {
        const int Side = 48;
        using var bitmap = new SKBitmap(Side, Side, SKColorType.Gray8, SKAlphaType.Opaque);
        var pixels = new byte[Side * Side];
        new Synthetic(Side).Read(image, pixels);
        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var bytes = data.ToArray();
        var path = Path.Combine(folder, $"{image:00}.png");
        File.WriteAllBytes(path, bytes);
        return new ImageFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
