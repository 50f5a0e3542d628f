using System.Diagnostics;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Features;

namespace Pneumonia.Benchmarks;

/// <summary>The limit of extraction: the decoder alone and the network alone, one after the other, on the same processors.</summary>
internal static class ExtractionLimit
{
    /// <summary>Images a second of libjpeg alone, at the scale that the recipe takes, from memory.</summary>
    public static double DecodingAlone(IReadOnlyList<ImageFile> images, int side, int workers)
    {
        // Copies differ behind their end only: a hundred different ones are enough, and fit into memory.
        var encoded = images.Take(100).Select(static i => File.ReadAllBytes(i.Path)).ToArray();
        var watch = Stopwatch.StartNew();
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, i
            => ImageDecoder.DecodeRaster(encoded[i % encoded.Length], ImageLimits.Default, side).Dispose());
        return images.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>What both leave of a processor's time when each image needs both: the times add up.</summary>
    public static double Together(double decoding, double network) => 1 / ((1 / decoding) + (1 / network));
}
