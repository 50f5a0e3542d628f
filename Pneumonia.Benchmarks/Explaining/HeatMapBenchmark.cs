using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation.HeatMaps;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Benchmarks.Explaining;

/// <summary>Whether heat maps point: at synthetic lesions whose place is known, and on real images at what the answer rests on.</summary>
internal static class HeatMapBenchmark
{
    private const int Patients = 200;
    private const int Shuffles = 5;
    private const int Negatives = 64;
    private const int RealImages = 60;
    private const int RandomOrders = 3;

    // Of no set that the tool draws by default: nobody has learnt from these images.
    private const int Seed = 2_718;

    public static int Run(string model, string folder)
    {
        var (graph, manifest) = (ModelFile.ReadGraph(model), ModelFile.ReadManifest(model));
        foreach (var (finding, difficulty) in new[] { (SyntheticFinding.Consolidation, 0.2), (SyntheticFinding.Consolidation, 0.5), (SyntheticFinding.Diffuse, 0.2) })
            Point(graph, manifest, new SyntheticCase { Seed = Seed, Finding = finding, Difficulty = difficulty });
        Vanish(graph, manifest, folder);
        return 0;
    }

    private static void Point(byte[] graph, ModelManifest manifest, SyntheticCase like)
    {
        var set = LesionSet.Draw(like, Patients);
        var grid = Grid(graph, manifest);
        Console.WriteLine(FormattableString.Invariant($"{set.Chance.Images} synthetic images, {like.Finding}, difficulty {like.Difficulty}, {like.Size}×{like.Size}: pointing game, energy inside"));
        Print("chance (mask's share)", set.Chance);
        Print("centre prior", set.Centre);
        Print("mean of the other masks", set.OtherMasks);
        Print($"the truth on {grid.Width}×{grid.Height} places", set.Best(grid.Width, grid.Height));
        Print("the model", Score(graph));
        var negatives = LesionSet.Negatives(like, Negatives, manifest.InputSize);
        PrintShuffled("head shuffled", WeightShuffle.Head);
        PrintShuffled("backbone shuffled", WeightShuffle.Backbone);

        PointingScore Score(byte[] of)
        {
            using var source = new MapSource(of, manifest);
            return set.Score(source);
        }

        void PrintShuffled(string who, Func<byte[], int, byte[]> shuffle)
        {
            var scores = Enumerable.Range(1, Shuffles).Select(seed => Score(WeightShuffle.WithOwnBaseline(shuffle(graph, seed), manifest.InputSize, negatives))).ToArray();
            Print($"{who}, mean of {Shuffles}", new PointingScore(set.Chance.Images, scores.Average(static s => s.Hits), scores.Average(static s => s.Energy)));
            Print($"{who}, best of {Shuffles}", new PointingScore(set.Chance.Images, scores.Max(static s => s.Hits), scores.Max(static s => s.Energy)));
        }
    }

    private static ActivationMap Grid(byte[] graph, ModelManifest manifest)
    {
        using var source = new MapSource(graph, manifest);
        return source.MapOf(new float[source.Size * source.Size]);
    }

    private static void Print(string who, PointingScore score)
        => Console.WriteLine(FormattableString.Invariant($"  {who,-30} {score.Hits,7:P1} {score.Energy,7:P1}"));

    /// <summary>Only images that the model finds more likely positive than not: of the others there is nothing to delete.</summary>
    private static void Vanish(byte[] graph, ModelManifest manifest, string folder)
    {
        using var source = new MapSource(graph, manifest);
        var positive = Spread([.. Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories).Order(StringComparer.Ordinal)], 4 * RealImages)
            .Select(path => Pixels(path, source.Size))
            .Where(pixels => source.Probabilities(pixels, 1)[0] >= 0.5f)
            .Take(RealImages).ToArray();
        Console.WriteLine(FormattableString.Invariant($"{positive.Length} real images called positive: area of deletion (low is good), of insertion (high is good)"));
        if (positive.Length == 0) return;
        foreach (var (canvas, make) in new (string, Func<float[], float[]>)[]
        {
            ("blurred", p => DeletionInsertion.Blurred(p, source.Size)), ("mean grey", DeletionInsertion.Mean),
        })
        {
            var pairs = positive.Select(pixels => Compare(source, pixels, make(pixels))).ToArray();
            Console.WriteLine(FormattableString.Invariant(
                $"  over {canvas,-10} map {pairs.Average(static p => p.Map.Deletion):0.000} {pairs.Average(static p => p.Map.Insertion):0.000}, random {pairs.Average(static p => p.Random.Deletion):0.000} {pairs.Average(static p => p.Random.Insertion):0.000}; map better on {pairs.Count(static p => p.Map.Deletion < p.Random.Deletion)} and {pairs.Count(static p => p.Map.Insertion > p.Random.Insertion)} of {pairs.Length}"));
        }
    }

    private static (DeletionInsertion Map, DeletionInsertion Random) Compare(MapSource source, float[] pixels, float[] canvas)
    {
        var map = source.MapOf(pixels);
        var random = Enumerable.Range(1, RandomOrders)
            .Select(seed => DeletionInsertion.Measure(source.Probabilities, pixels, canvas, DeletionInsertion.RandomOrder(map, source.Size, seed))).ToArray();
        return (
            DeletionInsertion.Measure(source.Probabilities, pixels, canvas, DeletionInsertion.OrderOf(map, source.Size)),
            new DeletionInsertion(random.Average(static r => r.Deletion), random.Average(static r => r.Insertion)));
    }

    private static float[] Pixels(string path, int size)
    {
        var pixels = new float[size * size];
        PixelRecipe.Prepare(File.ReadAllBytes(path), size, pixels);
        return pixels;
    }

    private static IEnumerable<string> Spread(string[] all, int count)
        => all.Length <= count ? all : Enumerable.Range(0, count).Select(i => all[(long)i * all.Length / count]);
}
