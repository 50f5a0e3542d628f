using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Features;
using Pneumonia.Training.Torch.Images;

namespace Pneumonia.Training.Torch;

/// <summary>The decoded images of a run, shared by all its trainings of one input size.</summary>
internal sealed class PixelLibrary(ImmutableArray<ImageFile> images, ImageLimits limits)
{
    private (int Side, long Bytes, IPixelSource Source)? stored;

    /// <summary>Images at a training's stored size; those of another size are let go.</summary>
    internal IPixelSource Stored(EndToEndOptions options, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (stored is { } known && known.Side == options.StoredSide && known.Bytes == options.StoredBytes) return known.Source;
        stored = null;
        var reader = new PixelReader(images, options.StoredSide, limits);
        var rows = Enumerable.Range(0, images.Length).ToArray();
        var source = CachedPixels.Choose(reader, images.Length, rows, options.StoredBytes, options.EffectiveThreads, progress, cancellation);
        stored = (options.StoredSide, options.StoredBytes, source);
        return source;
    }

    /// <summary>Held-out images at the input's size.</summary>
    internal IPixelSource Exact(EndToEndOptions options, IReadOnlyCollection<int> rows, CancellationToken cancellation)
        => CachedPixels.Choose(
            new PixelReader(images, options.Network.InputSize, limits), images.Length, rows, options.StoredBytes, options.EffectiveThreads, null, cancellation);
}
