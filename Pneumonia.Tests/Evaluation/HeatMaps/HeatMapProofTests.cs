using Pneumonia.Training.Evaluation.HeatMaps;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Evaluation.HeatMaps;

/// <summary>
/// A model learnt from synthetic images, on the built-in backbone or another, points at lesions it never saw; with shuffled weights, on the mean over
/// shuffles, it doesn't.
/// </summary>
[TestClass]
public sealed class HeatMapProofTests
{
    private const int Shuffles = 5;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Truth_OnFiveByFivePlaces_BeatsTheBlindGuesses()
    {
        var lesions = LesionSet.Draw(new() { Seed = 2_718, Finding = Training.Synthesis.SyntheticFinding.Consolidation, Size = 96, Difficulty = 0.2 }, 60);
        var best = lesions.Best(5, 5);
        Assert.IsGreaterThan(lesions.OtherMasks.Hits + 0.2, best.Hits);
        Assert.IsGreaterThan(lesions.Centre.Energy + 0.2, best.Energy);
    }

    [TestMethod]
    [DataRow(LearntLesions.BuiltIn)]
    [DataRow(LearntLesions.SqueezeNet)]
    public void Maps_OfATrainedModel_BeatChanceAndTheCentre(string backbone)
    {
        var learnt = LearntLesions.On(backbone);
        var (model, chance, centre) = (learnt.Score(learnt.Graph), learnt.Lesions.Chance, learnt.Lesions.Centre);
        TestContext.WriteLine($"model {model}; chance {chance}; centre {centre}; other masks {learnt.Lesions.OtherMasks}");

        Assert.IsGreaterThan(chance.Hits + 0.2, model.Hits);
        Assert.IsGreaterThan(centre.Hits + 0.2, model.Hits);
        Assert.IsGreaterThan(1.5 * chance.Energy, model.Energy);
        Assert.IsGreaterThan(1.2 * centre.Energy, model.Energy);
    }

    [TestMethod]
    [DataRow(LearntLesions.BuiltIn)]
    [DataRow(LearntLesions.SqueezeNet)]
    public void Maps_OfShuffledWeights_LoseIt(string backbone)
    {
        var learnt = LearntLesions.On(backbone);
        var model = learnt.Score(learnt.Graph);
        foreach (var (who, shuffle) in new (string, Func<byte[], int, byte[]>)[] { ("head", WeightShuffle.Head), ("backbone", WeightShuffle.Backbone) })
        {
            var scores = learnt.Shuffled(shuffle, Shuffles);
            TestContext.WriteLine($"{who}: {string.Join("; ", scores.Select(static s => s))}");

            Assert.IsLessThan(model.Hits - 0.2, scores.Average(static s => s.Hits));
            Assert.IsLessThan(0.8 * model.Energy, scores.Average(static s => s.Energy));
        }
    }

    [TestMethod]
    public void Shuffle_OfTheHead_StillSumsUpToTheLogit()
    {
        var learnt = LearntLesions.On(LearntLesions.BuiltIn);
        using var source = new MapSource(WeightShuffle.WithOwnBaseline(WeightShuffle.Head(learnt.Graph, 1), learnt.Manifest.InputSize, learnt.Negatives), learnt.Manifest);
        var noise = new Random(1);
        float[] Noise() => [.. Enumerable.Range(0, source.Size * source.Size).Select(_ => 255 * noise.NextSingle())];
        var (one, other) = (source.MapOf(Noise()), source.MapOf(new float[source.Size * source.Size]));

        Assert.AreNotEqual(one.Logit, other.Logit);
        Assert.AreEqual(one.Offset, other.Offset, 1e-3f);
    }

    [TestMethod]
    public void Shuffle_SameSeed_IsTheSameGraphAndAnotherThanBefore()
    {
        var graph = LearntLesions.On(LearntLesions.BuiltIn).Graph;
        Assert.AreSequenceEqual(WeightShuffle.Backbone(graph, 1), WeightShuffle.Backbone(graph, 1));
        Assert.AreNotEqual(OnnxFile.Read(WeightShuffle.Head(graph, 1)), OnnxFile.Read(WeightShuffle.Head(graph, 2)));
    }
}
