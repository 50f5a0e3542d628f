using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Stages;

/// <summary>
/// Measures what the activation maps of images without the finding look like on average. Spine, heart and border speak for or against a finding in every
/// image alike; less this baseline a map shows what is so in this image. The sum stays exact: the baseline's mean depends on no image.
/// </summary>
/// <remarks>The idea of a baseline input (Sundararajan, Taly and Yan 2017), with the mean of real images in place of a black one.</remarks>
internal sealed class MapBaselineStage(TrainingOptions options)
{
    // The mean of so many differs little from that of all.
    private const int ImagesALabel = 64;

    /// <param name="model">The model, without a baseline.</param>
    /// <param name="train">What it was trained on.</param>
    /// <param name="images">The run's images.</param>
    /// <returns>K × h × w; empty where the model has no maps, or no training image can be read any more.</returns>
    public ImmutableArray<float> Measure(CandidateModel model, TrainingRows train, ImmutableArray<ImageFile> images)
    {
        if (model.Networks.Any(static n => n is not GraphNetwork)) return [];
        var spec = model.ToSpec(ImmutableSortedDictionary<string, string>.Empty);
        var without = Without(model.Targets);
        var rows = without.SelectMany(static r => r).Distinct().Order().ToArray();
        // One thread a run: sums then don't depend on the number of processors.
        using var runner = new OnnxRunner(ClassifierGraph.Compose(spec), 1, "classifier");
        var maps = new float[]?[rows.Length];
        Parallel.For(
            0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = options.EffectiveThreads },
            i => maps[i] = Map(runner, spec.Side, images[train.Rows[rows[i]]]));
        return MeanMaps(without, rows, maps);
    }

    /// <summary>Some rows of each output that lack its label, drawn by the seed.</summary>
    private int[][] Without(Targets targets) => [.. Enumerable.Range(0, targets.Outputs).Select(k =>
    {
        var rows = Enumerable.Range(0, targets.Rows).Where(row => !targets.IsOn(row, k)).ToArray();
        new Random(StableSeed.Of(options.Seed, "map baseline", k)).Shuffle(rows);
        return rows.Take(ImagesALabel).Order().ToArray();
    })];

    private float[]? Map(OnnxRunner runner, int side, ImageFile image)
    {
        var pixels = new float[side * side];
        try
        {
            PixelRecipe.Prepare(image.Read(options.Images), side, pixels, options.Images);
        }
        catch (UnreadableImageException)
        {
            // It went away or was changed since training began; a mean can do without it.
            return null;
        }

        return runner.Run(pixels, [1, 1, side, side], ClassifierGraph.ActivationMap)[ClassifierGraph.ActivationMap].Floats;
    }

    private static ImmutableArray<float> MeanMaps(int[][] without, int[] rows, float[]?[] maps)
    {
        if (maps.FirstOrDefault(static m => m is not null) is not { } any) return [];
        var baseline = new float[any.Length];
        var places = any.Length / without.Length;
        for (var k = 0; k < without.Length; k++)
        {
            var seen = without[k].Select(row => maps[Array.BinarySearch(rows, row)]).OfType<float[]>().ToArray();
            if (seen.Length == 0) continue;
            for (var i = k * places; i < (k + 1) * places; i++) baseline[i] = (float)seen.Average(map => (double)map[i]);
        }

        return [.. baseline];
    }
}
