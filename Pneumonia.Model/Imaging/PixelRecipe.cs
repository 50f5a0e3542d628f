using System.Buffers;

namespace Pneumonia.Model.Imaging;

/// <summary>The one way from encoded bytes to pixels, for training and for serving.</summary>
/// <remarks>
/// Grey first, then stretched to a square by area averages (bilinear along an axis that grows), then turned upright. The aspect is not kept
/// on purpose: in the data this is trained on, aspect, size and colour mode give the class away. Large JPEGs are decoded at 1/2, 1/4 or 1/8
/// as long as both sides stay at least twice the square's. See <see cref="ImageDecoder"/> for colour, transparency and 16 bits.
/// </remarks>
public static class PixelRecipe
{
    /// <summary>Counts up whenever the same bytes would give other pixels; part of the feature store's key and of the manifest.</summary>
    public const int Version = 1;

    /// <summary>Decodes an image to greyscale and stretches it to a square. Thread-safe.</summary>
    /// <param name="encoded">The file's bytes (JPEG, PNG, BMP, GIF or WebP).</param>
    /// <param name="size">Side of the square, in pixels; 1 or more.</param>
    /// <param name="pixels">Receives size × size values in [0, 255], row by row. Untouched where the image is refused.</param>
    /// <param name="limits">What is refused before decoding; <see cref="ImageLimits.Default"/> where null.</param>
    /// <exception cref="UnreadableImageException">The image is refused; the exception names the rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The number of pixels is not size × size.</exception>
    public static void Prepare(ReadOnlySpan<byte> encoded, int size, Span<float> pixels, ImageLimits? limits = null)
    {
        RequireSquare(size, pixels);
        using var decoded = ImageDecoder.DecodeRaster(encoded, limits ?? ImageLimits.Default, size);
        if (decoded.Orientation == ImageOrientation.TopLeft)
        {
            AreaResizer.Stretch(decoded.View, size, size, pixels);
            return;
        }

        // Stretching to a square and turning may change places: the square is the smaller one to turn.
        var rented = ArrayPool<float>.Shared.Rent(pixels.Length);
        var stored = rented.AsSpan(0, pixels.Length);
        AreaResizer.Stretch(decoded.View, size, size, stored);
        Upright.Turn(stored, size, size, decoded.Orientation, pixels);
        ArrayPool<float>.Shared.Return(rented);
    }

    internal static void RequireSquare(int size, ReadOnlySpan<float> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (pixels.Length != (long)size * size)
            throw new ArgumentException($"A square of side {size} takes {(long)size * size} pixels; got room for {pixels.Length}.", nameof(pixels));
    }
}
