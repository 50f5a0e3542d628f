namespace Pneumonia.Model.Imaging;

/// <summary>The one way from encoded bytes to pixels, for training and for serving.</summary>
public static class PixelRecipe
{
    /// <summary>Counts up whenever the same bytes would give other pixels; part of the feature store's key and of the manifest.</summary>
    public const int Version = 1;

    /// <summary>Decodes an image to greyscale and stretches it to a square.</summary>
    /// <param name="encoded">The file's bytes (JPEG, PNG, BMP, GIF or WebP).</param>
    /// <param name="size">Side of the square, in pixels.</param>
    /// <param name="pixels">Receives size × size values in [0, 255], row by row.</param>
    /// <param name="limits">What is refused before decoding; <see cref="ImageLimits.Default"/> where null.</param>
    /// <exception cref="UnreadableImageException">The image is refused; the exception names the rule.</exception>
    public static void Prepare(ReadOnlySpan<byte> encoded, int size, Span<float> pixels, ImageLimits? limits = null)
        => throw new NotImplementedException();
}
