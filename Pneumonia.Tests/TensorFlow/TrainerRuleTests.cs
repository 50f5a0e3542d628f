using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Pneumonia.Model.MLNet;
using Pneumonia.Training;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;
using Pneumonia.Training.TensorFlow;
using Pneumonia.Training.TensorFlow.Engine;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Tests.TensorFlow;

[TestClass]
public sealed class TrainerRuleTests
{
    private static readonly ImmutableArray<ImmutableArray<int>> Folds = [[0, 5], [1, 6], [2, 7], [3, 8], [4, 9]];

    [TestMethod]
    public void Side_EveryNetwork_IsOneThatAModelFileCanHave()
    {
        foreach (var network in Enum.GetValues<ImageClassificationArchitecture>()) Assert.Contains(NetworkFacts.Of(network).Side, JpegContracts.Sizes);
    }

    [TestMethod]
    public void For_FewerExamplesThanABatch_ShrinksTheBatch()
    {
        var settings = TrainerSettings.For(new ImageClassificationOptions { BatchSize = 40, LearningRate = 0.03f, Epochs = 7 }, 12, 3);
        Assert.AreEqual((12, 0.03f, 7, 20), (settings.BatchSize, settings.LearningRate, settings.Epochs, settings.Patience));
        Assert.AreEqual(40, TrainerSettings.For(new ImageClassificationOptions { BatchSize = 40 }, 40, 3).BatchSize);
    }

    [TestMethod]
    [DataRow(0, 5)]
    [DataRow(20, 0)]
    public void For_NobodyJudges_HasNoPatience(int patience, int judges)
        => Assert.IsNull(TrainerSettings.For(new ImageClassificationOptions { Patience = patience }, 100, judges).Patience);

    [TestMethod]
    [DataRow(0, 5)]
    [DataRow(2, 2)]
    [DataRow(50, 5)]
    public void ForScoring_EveryRow_IsScoredOnceAndNeverSeenByItsNetwork(int groups, int expected)
    {
        var splits = FoldSplit.ForScoring(Folds, groups, withJudges: true);
        Assert.HasCount(expected, splits);
        Assert.AreSequenceEqual(Enumerable.Range(0, 10), splits.SelectMany(static s => s.Scored).Order());
        foreach (var split in splits)
        {
            Assert.AreSequenceEqual(Enumerable.Range(0, 10), split.Train.Concat(split.Judges).Concat(split.Scored).Order());
            Assert.Contains(fold => fold.SequenceEqual(split.Judges), Folds);
        }
    }

    [TestMethod]
    public void ForScoring_TwoFolds_HasNoneLeftToJudge()
        => Assert.IsTrue(FoldSplit.ForScoring([[0, 2], [1, 3]], 0, withJudges: true).All(static s => s.Judges.IsEmpty && s.Train.Length == 2));

    [TestMethod]
    public void ForFit_WithoutJudges_TrainsOnAllRows()
    {
        Assert.AreSequenceEqual(Enumerable.Range(0, 10), FoldSplit.ForFit(Folds, withJudges: false).Train);
        Assert.AreSequenceEqual(new[] { 0, 5 }, FoldSplit.ForFit(Folds, withJudges: true).Judges);
    }

    [TestMethod]
    public void Space_First_IsTheOptionsAndEveryPointIsLawful()
    {
        var options = new ImageClassificationOptions();
        var space = TrialSpace.Of(options, Enum.GetValues<ImageClassificationArchitecture>().Select(NetworkFacts.Of));
        Assert.AreEqual(options, TrialSpace.Options(options, new TrialSettings("tensorflow", space.Default)));
        var random = new Random(1);
        var seen = new HashSet<ImageClassificationArchitecture>();
        for (var i = 0; i < 200; i++)
        {
            var chosen = TrialSpace.Options(options, new TrialSettings("tensorflow", space.At([.. space.Parameters.Select(_ => random.NextDouble())])));
            Assert.IsEmpty(chosen.Faults());
            seen.Add(chosen.Architecture);
        }

        Assert.HasCount(4, seen);
    }

    [TestMethod]
    public void Space_OneNetworkAlone_KeepsIt()
    {
        var options = new ImageClassificationOptions { SearchArchitectures = false, Architecture = ImageClassificationArchitecture.MobilenetV2, Epochs = 1, BatchSize = 1, LearningRate = 1 };
        var space = TrialSpace.Of(options, Enum.GetValues<ImageClassificationArchitecture>().Select(NetworkFacts.Of));
        var chosen = TrialSpace.Options(options, new TrialSettings("tensorflow", space.At([0.99, 0.99, 0.99, 0.99])));
        Assert.AreEqual(ImageClassificationArchitecture.MobilenetV2, chosen.Architecture);
        Assert.IsEmpty(chosen.Faults());
    }

    [TestMethod]
    public void Faults_EveryBrokenRule_IsNamed()
    {
        var options = new ImageClassificationOptions
        {
            Architecture = (ImageClassificationArchitecture)9, Epochs = 0, BatchSize = 0, LearningRate = float.NaN, Patience = -1, MinGain = 1, ScoringFolds = 1,
            Weights = "/nowhere/at/all", CacheFolder = " ",
        };
        Assert.HasCount(9, options.Faults());
        Assert.HasCount(9, Assert.ThrowsExactly<TrainingOptionsException>(() => new ImageClassificationEngine(options)).Faults);
        Assert.IsEmpty(new ImageClassificationOptions().Faults());
    }

    [TestMethod]
    public void Curve_NobodyJudged_SaysSo()
    {
        var curve = new TrainingCurve();
        curve.Add(new TrainerSignal.Featurised(false, 1));
        curve.Add(new TrainerSignal.EpochEnded(false, 4, 0.9f, 0.1f, 0.01f));
        Assert.Contains("No images were held back", curve.InWords());
        Assert.Contains("the last one, 5", curve.InWords());
    }

    [TestMethod]
    public void Check_WithoutThePropertyOrOnArm_SaysWhyAndWhatToDo()
    {
        var notBuilt = Trainers.Check(null, Architecture.X64);
        Assert.IsFalse(notBuilt.Available);
        Assert.Contains("-p:TensorFlow=Cpu", notBuilt.Remedy!);
        Assert.IsFalse(Trainers.Check(new StandInTrainer(), Architecture.Arm64).Available);
        Assert.IsTrue(Trainers.Check(new StandInTrainer(), Architecture.X64).Available);
        var missing = Availability.NoNativeLibrary("Unable to load shared library 'tensorflow'\nand more");
        Assert.Contains("'tensorflow'", missing.Reason!);
        Assert.DoesNotContain("and more", missing.Reason!);
        Assert.Contains("SciSharp.TensorFlow.Redist", missing.Remedy!);
    }

    [TestMethod]
    public async Task Run_BuildWithoutTensorFlow_NamesTheProperty()
    {
        if (Trainers.Built is not null) Assert.Inconclusive("This build holds TensorFlow.");
        var e = await Assert.ThrowsExactlyAsync<EngineUnavailableException>(
            () => TrainingPipeline.Create().FromFolder(Fixtures.TrainedModels.Set.Folder).UseImageClassificationTrainer(static o => o with { Epochs = 3 })
                .RememberIn(Fixtures.TestRunFolder.At("no-tensorflow")).SaveTo(Fixtures.TestRunFolder.At("no-tensorflow.zip")).Build().RunAsync());
        Assert.Contains("-p:TensorFlow=Cpu", e.Message);
    }
}
