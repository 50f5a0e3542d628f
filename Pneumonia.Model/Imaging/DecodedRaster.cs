using System.Buffers;

namespace Pneumonia.Model.Imaging;

/// <summary>Owns the memory of a decoded image until it is disposed.</summary>
internal sealed class DecodedRaster : IDisposable
{
    /// <summary>Above this a buffer goes back to the collector: a pool that keeps a few 400 MB arrays for ever serves nobody.</summary>
    private const int MaxPooledBytes = 32 << 20;

    private readonly int _length;
    private byte[]? _buffer;

    /// <exception cref="UnreadableImageException">The pixels fit into no array.</exception>
    internal DecodedRaster(SampleKind kind, int width, int height)
    {
        (Kind, Width, Height) = (kind, width, height);
        (WidthEighths, HeightEighths) = (8L * width, 8L * height);
        var bytes = (long)width * height * Raster.BytesOf(kind);
        if (bytes > Array.MaxLength)
            throw new UnreadableImageException(ImageFault.TooLarge, $"The image's {width} × {height} pixels need {bytes} bytes; {Array.MaxLength} fit into an array.");
        _length = (int)bytes;
        _buffer = _length <= MaxPooledBytes ? ArrayPool<byte>.Shared.Rent(_length) : GC.AllocateUninitializedArray<byte>(_length);
    }

    internal SampleKind Kind { get; }

    internal int Width { get; }

    internal int Height { get; }

    /// <inheritdoc cref="Raster.WidthEighths"/>
    internal long WidthEighths { get; init; }

    /// <inheritdoc cref="Raster.HeightEighths"/>
    internal long HeightEighths { get; init; }

    internal ImageOrientation Orientation { get; init; } = ImageOrientation.TopLeft;

    /// <value>Factor that takes a sample to [0, 255].</value>
    internal float Scale { get; set; } = 1f;

    internal Span<byte> Samples => (_buffer ?? throw new ObjectDisposedException(nameof(DecodedRaster))).AsSpan(0, _length);

    internal Raster View => new(Samples, Kind, Width, Height, Scale) { WidthEighths = WidthEighths, HeightEighths = HeightEighths };

    public void Dispose()
    {
        if (_buffer is { } buffer && _length <= MaxPooledBytes) ArrayPool<byte>.Shared.Return(buffer);
        _buffer = null;
    }
}
