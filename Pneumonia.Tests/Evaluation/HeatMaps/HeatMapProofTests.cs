using Pneumonia.Model;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training;
using Pneumonia.Training.Evaluation.HeatMaps;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Tests.Evaluation.HeatMaps;

/// <summary>
/// A model learnt from synthetic images points at lesions it never saw; with shuffled weights, on the mean over shuffles, it doesn't. Shown
/// with SqueezeNet's features: those of the built-in backbone tell synthetic pneumonia apart, but their maps do not point at it.
/// </summary>
[TestClass]
public sealed class HeatMapProofTests
{
    private const int Shuffles = 5;

    private static readonly LesionSet Set = LesionSet.Draw(
        new SyntheticCase { Seed = 2_718, Finding = SyntheticFinding.Consolidation, Size = 96, Difficulty = 0.2 }, 60);

    private static readonly Lazy<TrainingResult> Trained = new(Train);

    private static byte[] Graph => ModelFile.ReadGraph(Trained.Value.ModelPath);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Truth_OnFiveByFivePlaces_BeatsTheBlindGuesses()
    {
        var best = Set.Best(5, 5);
        Assert.IsGreaterThan(Set.OtherMasks.Hits + 0.2, best.Hits);
        Assert.IsGreaterThan(Set.Centre.Energy + 0.2, best.Energy);
    }

    [TestMethod]
    public void Maps_OfATrainedModel_BeatChanceAndTheCentre()
    {
        var (model, chance, centre) = (Score(Graph), Set.Chance, Set.Centre);
        TestContext.WriteLine($"model {model}; chance {chance}; centre {centre}; other masks {Set.OtherMasks}");

        Assert.IsGreaterThan(chance.Hits + 0.2, model.Hits);
        Assert.IsGreaterThan(centre.Hits + 0.2, model.Hits);
        Assert.IsGreaterThan(1.5 * chance.Energy, model.Energy);
        Assert.IsGreaterThan(1.2 * centre.Energy, model.Energy);
    }

    [TestMethod]
    public void Maps_OfShuffledWeights_LoseIt()
    {
        var model = Score(Graph);
        foreach (var (who, shuffle) in new (string, Func<byte[], int, byte[]>)[] { ("head", WeightShuffle.Head), ("backbone", WeightShuffle.Backbone) })
        {
            var scores = Enumerable.Range(1, Shuffles).Select(seed => Score(shuffle(Graph, seed))).ToArray();
            TestContext.WriteLine($"{who}: {string.Join("; ", scores.Select(static s => s))}");

            Assert.IsLessThan(model.Hits - 0.2, scores.Average(static s => s.Hits));
            Assert.IsLessThan(0.8 * model.Energy, scores.Average(static s => s.Energy));
        }
    }

    [TestMethod]
    public void Shuffle_OfTheHead_StillSumsUpToTheLogit()
    {
        using var source = new MapSource(WeightShuffle.Head(Graph, 1), Trained.Value.Manifest);
        var noise = new Random(1);
        float[] Noise() => [.. Enumerable.Range(0, source.Size * source.Size).Select(_ => 255 * noise.NextSingle())];
        var (one, other) = (source.MapOf(Noise()), source.MapOf(new float[source.Size * source.Size]));

        Assert.AreNotEqual(one.Logit, other.Logit);
        Assert.AreEqual(one.Offset, other.Offset, 1e-3f);
    }

    [TestMethod]
    public void Shuffle_SameSeed_IsTheSameGraphAndAnotherThanBefore()
    {
        Assert.AreSequenceEqual(WeightShuffle.Backbone(Graph, 1), WeightShuffle.Backbone(Graph, 1));
        Assert.AreNotEqual(OnnxFile.Read(WeightShuffle.Head(Graph, 1)), OnnxFile.Read(WeightShuffle.Head(Graph, 2)));
    }

    private static TrainingResult Train()
    {
        var backbone = Path.Combine(SharedData.Folder("."), "..", "backbones", "squeezenet1.1-7-rebuilt.onnx");
        if (!File.Exists(backbone)) Assert.Inconclusive("The shared backbone 'squeezenet1.1-7-rebuilt' is not beside the repository: this test needs it.");
        return TrainingPipeline.Create()
            .FromFolder(TrainedModels.Set.Folder)
            .UseFrozenFeatures(f => f with { Backbones = [Path.GetFullPath(backbone)] })
            .WithBudget(maxTrials: 2)
            .RememberIn(TestRunFolder.At("work-heatmaps"))
            .SaveTo(TestRunFolder.At("models", "heatmaps.zip"))
            .Build()
            .RunAsync().GetAwaiter().GetResult();
    }

    private static PointingScore Score(byte[] graph)
    {
        using var source = new MapSource(graph, Trained.Value.Manifest);
        return Set.Score(source);
    }
}
