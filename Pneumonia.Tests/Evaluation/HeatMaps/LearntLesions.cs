using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training;
using Pneumonia.Training.Evaluation.HeatMaps;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Tests.Evaluation.HeatMaps;

/// <summary>A model learnt from synthetic radiographs on one backbone, and lesions that it never saw; made once and shared.</summary>
internal sealed class LearntLesions
{
    public const string BuiltIn = "built-in";
    public const string SqueezeNet = "squeezenet";

    private const int NegativeImages = 32;

    private static readonly Lazy<LearntLesions> OnBuiltIn = new(static () => new LearntLesions("the default set", Default().Folder, null, 256));

    private static readonly Lazy<LearntLesions> OnSqueezeNet = new(
        static () => new LearntLesions("the tests' set", TrainedModels.Set.Folder, Shared("squeezenet1.1-7-rebuilt.onnx"), 96));

    private readonly TrainingResult trained;

    private LearntLesions(string name, string folder, string? backbone, int size)
    {
        Like = new SyntheticCase { Seed = 2_718, Finding = SyntheticFinding.Consolidation, Size = size, Difficulty = 0.2 };
        Lesions = LesionSet.Draw(Like, 60);
        trained = TrainingPipeline.Create()
            .FromFolder(folder)
            .UseFrozenFeatures(f => backbone is null ? f : f with { Backbones = [backbone] })
            .WithBudget(maxTrials: 2)
            .RememberIn(TestRunFolder.At("work-heatmaps", name))
            .SaveTo(TestRunFolder.At("models", $"heatmaps-{size}.zip"))
            .Build()
            .RunAsync().GetAwaiter().GetResult();
        Graph = ModelFile.ReadGraph(trained.ModelPath);
        Negatives = LesionSet.Negatives(Like, NegativeImages, Manifest.InputSize);
    }

    public SyntheticCase Like { get; }

    public LesionSet Lesions { get; }

    public byte[] Graph { get; }

    public ModelManifest Manifest => trained.Manifest;

    /// <value>Images without a finding, for the baselines of shuffled graphs.</value>
    public float[][] Negatives { get; }

    public static LearntLesions On(string backbone) => (backbone == BuiltIn ? OnBuiltIn : OnSqueezeNet).Value;

    public PointingScore Score(byte[] graph)
    {
        using var source = new MapSource(graph, Manifest);
        return Lesions.Score(source);
    }

    /// <summary>Scores of some shufflings, each with a baseline of its own.</summary>
    public PointingScore[] Shuffled(Func<byte[], int, byte[]> shuffle, int times) =>
        [.. Enumerable.Range(1, times).Select(seed => Score(WeightShuffle.WithOwnBaseline(shuffle(Graph, seed), Manifest.InputSize, Negatives)))];

    private static SyntheticSet Default() => SyntheticRadiographs.WriteAsync(TestRunFolder.At("synthetic-default")).GetAwaiter().GetResult();

    private static string Shared(string file)
    {
        var path = Path.GetFullPath(Path.Combine(SharedData.Folder("."), "..", "backbones", file));
        if (!File.Exists(path)) Assert.Inconclusive($"The shared backbone '{file}' is not beside the repository: this test needs it.");
        return path;
    }
}
