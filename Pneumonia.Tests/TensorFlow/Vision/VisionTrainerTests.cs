using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Vision;
using Pneumonia.Model.MLNet;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Features;
using Pneumonia.Training.TensorFlow;
using Pneumonia.Training.TensorFlow.Trainer;
using Pneumonia.Training.TensorFlow.Vision;
using Metrics = Microsoft.ML.Vision.ImageClassificationTrainer.ImageClassificationMetrics;

namespace Pneumonia.Tests.TensorFlow.Vision;

/// <summary>What the real trainer is told, in its own types; no TensorFlow is loaded for it.</summary>
[TestClass]
[TestCategory("TensorFlow")]
public sealed class VisionTrainerTests
{
    private static readonly LabelledImage[] Images =
        [.. TrainedModels.Set.Images.Take(12).Select(static (image, i) => new LabelledImage(new ImageFile(Path.Combine(TrainedModels.Set.Folder, image.Path), ""), i % 2))];

    [TestMethod]
    public void Options_Job_IsTranslatedWithItsJudges()
    {
        var ml = new MLContext();
        var job = Job(new ImageClassificationOptions { LearningRate = 0.03f, BatchSize = 500, Epochs = 9, Patience = 4, MinGain = 0.02f, Architecture = ImageClassificationArchitecture.InceptionV3 });
        var judges = TrainerData.View(ml, job, job.Judges, CancellationToken.None);
        var options = VisionTrainer.Options(job, judges, static _ => { });

        Assert.AreSame(judges, options.ValidationSet);
        Assert.IsNull(options.ValidationSetFraction);
        Assert.AreEqual(0.03f, Assert.IsInstanceOfType<ExponentialLRDecay>(options.LearningRateScheduler).LearningRate);
        Assert.AreEqual((8, 9, 4, 0.02f), (options.BatchSize, options.Epoch, options.EarlyStoppingCriteria.Patience, options.EarlyStoppingCriteria.MinDelta));
        Assert.AreEqual(ImageClassificationTrainer.Architecture.InceptionV3, options.Arch);
        Assert.AreEqual(("Features", "Label", "workspace"), (options.FeatureColumnName, options.LabelColumnName, options.WorkspacePath));
    }

    [TestMethod]
    public void Options_NobodyJudges_NeverTakeARandomFraction()
    {
        var options = VisionTrainer.Options(Job(new ImageClassificationOptions { Patience = 0 }) with { Judges = [] }, null, static _ => { });
        Assert.IsNull(options.ValidationSet);
        Assert.IsNull(options.ValidationSetFraction);
        Assert.IsNull(options.EarlyStoppingCriteria);
    }

    [TestMethod]
    public void Options_EveryArchitecture_HasItsNamesake()
    {
        foreach (var architecture in Enum.GetValues<ImageClassificationArchitecture>())
        {
            Assert.AreEqual(architecture.ToString(), VisionTrainer.Options(Job(new ImageClassificationOptions { Architecture = architecture }), null, static _ => { }).Arch.ToString());
        }
    }

    [TestMethod]
    public void Signal_BothPhases_AreTranslated()
    {
        Assert.AreEqual(
            new TrainerSignal.Featurised(true, 7),
            VisionTrainer.Signal(new Metrics { Bottleneck = new() { DatasetUsed = Metrics.Dataset.Validation, Index = 7 } }));
        Assert.AreEqual(
            new TrainerSignal.EpochEnded(false, 3, 0.9f, 0.2f, 0.01f),
            VisionTrainer.Signal(new Metrics
            {
                Bottleneck = new() { Index = 7 },
                Train = new() { DatasetUsed = Metrics.Dataset.Train, Epoch = 3, Accuracy = 0.9f, CrossEntropy = 0.2f, LearningRate = 0.01f },
            }));
    }

    [TestMethod]
    public void View_Columns_AreWhatTheTrainerAsksFor()
    {
        var job = Job(new ImageClassificationOptions());
        var data = TrainerData.View(new MLContext(), job, job.Train, CancellationToken.None);
        var (features, label) = (data.Schema[JpegRow.Column].Type, data.Schema[TrainerData.Label].Type);
        Assert.IsTrue(features is VectorDataViewType { IsKnownSize: false, ItemType.RawType: var item } && item == typeof(byte), features.ToString());
        Assert.AreEqual(2ul, Assert.IsInstanceOfType<KeyDataViewType>(label).Count);
        Assert.AreSequenceEqual(job.Train.Select(static i => (uint)i.Class + 1), data.GetColumn<uint>(TrainerData.Label));
    }

    private static TrainerJob Job(ImageClassificationOptions options) => new()
    {
        Settings = TrainerSettings.For(options, 8, 4),
        Classes = ["NORMAL", "PNEUMONIA"],
        Train = [.. Images[..8]],
        Judges = [.. Images[8..]],
        TempFolder = Path.GetTempPath(),
        Workspace = "workspace",
        Seed = 1,
        Threads = 2,
        Told = static _ => { },
    };
}
