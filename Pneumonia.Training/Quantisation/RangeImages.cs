using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx.Quantisation;

namespace Pneumonia.Training.Quantisation;

/// <summary>Draws images for ranges of activations and prepares them as serving does.</summary>
internal static class RangeImages
{
    public static ImmutableArray<int> Draw(IEnumerable<int> positions, int count, int seed)
    {
        var random = new Random(StableSeed.Of(seed, "quantisation", 0));
        int[] all = [.. positions];
        random.Shuffle(all);
        return [.. all.Take(count)];
    }

    /// <exception cref="UnreadableImageException">An image can't be read any more.</exception>
    public static CalibrationPixels Prepare(IReadOnlyList<ImageFile> images, int side, int threads, ImageLimits limits)
    {
        var area = side * side;
        var pixels = new float[images.Count * area];
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i
            => PixelRecipe.Prepare(ImageSource.Read(images[i].Path, limits), side, pixels.AsSpan(i * area, area), limits));
        return new CalibrationPixels(pixels, side);
    }
}
