using Pneumonia.Model;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>
/// Areas under the probability as the image vanishes, or appears, in the order of a map (Petsiuk et al. 2018, RISE). A map that tells what
/// the network decides by has a small area of deletion and a large one of insertion.
/// </summary>
/// <param name="Deletion">Mean probability while the most salient pixels are replaced first, 0…1.</param>
/// <param name="Insertion">Mean probability while the most salient pixels of the image are put back first, 0…1.</param>
internal sealed record DeletionInsertion(double Deletion, double Insertion)
{
    /// <summary>Points of a curve besides its start.</summary>
    public const int Steps = 20;

    /// <param name="probabilities">Gives the probabilities of so many images of side × side pixels.</param>
    /// <param name="pixels">The image.</param>
    /// <param name="canvas">What stands where pixels are missing, e.g. <see cref="Blurred"/>.</param>
    /// <param name="order">Indices of all pixels, the most salient first.</param>
    public static DeletionInsertion Measure(Func<ReadOnlyMemory<float>, int, float[]> probabilities, float[] pixels, float[] canvas, int[] order)
        => new(Area(probabilities, pixels, canvas, order), Area(probabilities, canvas, pixels, order));

    /// <summary>All pixels, the most salient first, by the map stretched over the image; evidence against the finding comes last.</summary>
    public static int[] OrderOf(ActivationMap map, int side) => OrderOf([.. map.Values], map.Width, map.Height, side);

    /// <summary>The same map with its places in random order: as coarse, but pointing nowhere. Single random pixels would be another test.</summary>
    public static int[] RandomOrder(ActivationMap map, int side, int seed)
    {
        float[] values = [.. map.Values];
        new Random(seed).Shuffle(values);
        return OrderOf(values, map.Width, map.Height, side);
    }

    /// <summary>The image seen through a grid of 10 × 10 places.</summary>
    public static float[] Blurred(float[] pixels, int side) => new GreyImage(side, side, pixels).Stretch(10, 10).Stretch(side, side).Pixels.ToArray();

    /// <summary>Nothing but the image's mean grey.</summary>
    public static float[] Mean(float[] pixels) => [.. Enumerable.Repeat(pixels.Average(), pixels.Length)];

    private static int[] OrderOf(float[] values, int width, int height, int side)
    {
        var stretched = new GreyImage(width, height, values).Stretch(side, side).Pixels.ToArray();
        return [.. Enumerable.Range(0, stretched.Length).OrderByDescending(i => stretched[i])];
    }

    // The trapezoid rule over equal steps, from the first image to the second.
    private static double Area(Func<ReadOnlyMemory<float>, int, float[]> probabilities, float[] from, float[] to, int[] order)
    {
        var count = from.Length;
        var batch = new float[(Steps + 1) * count];
        for (var step = 0; step <= Steps; step++)
        {
            var image = batch.AsSpan(step * count, count);
            from.CopyTo(image);
            foreach (var i in order.AsSpan(0, (int)((long)count * step / Steps))) image[i] = to[i];
        }

        var curve = probabilities(batch, Steps + 1);
        return (curve.Sum(static p => (double)p) - ((curve[0] + curve[^1]) / 2.0)) / Steps;
    }
}
