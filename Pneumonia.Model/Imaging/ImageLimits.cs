namespace Pneumonia.Model.Imaging;

/// <summary>What an image may cost before it is decoded. Checked on the header, so that a small file can't claim a large memory.</summary>
public sealed record ImageLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ImageLimits Default { get; } = new();

    /// <value>Largest size of the encoded file, in bytes, inclusive. Default 64 MiB.</value>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <value>
    /// Largest number of pixels (width × height), inclusive. Default 100 million: ten times a detector's 10 megapixels.
    /// While it is decoded a pixel takes 1 byte (grey), 2 (16-bit PNG) or 4 (colour).
    /// </value>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <value>Smallest width and height in pixels, inclusive. Default 16: less holds no chest.</value>
    public int MinSide { get; init; } = 16;

    internal IEnumerable<string> Faults()
    {
        if (MaxBytes < 1) yield return $"{nameof(MaxBytes)} must be at least 1; it is {MaxBytes}.";
        if (MaxPixels < 1) yield return $"{nameof(MaxPixels)} must be at least 1; it is {MaxPixels}.";
        if (MinSide < 1) yield return $"{nameof(MinSide)} must be at least 1; it is {MinSide}.";
    }

    internal void CheckBytes(int length)
    {
        if (length > MaxBytes) throw new UnreadableImageException(ImageFault.TooLarge, $"The image has {length} bytes; {MaxBytes} is the limit.");
    }

    internal void CheckSides(int width, int height)
    {
        if ((long)width * height > MaxPixels)
            throw new UnreadableImageException(ImageFault.TooLarge, $"The image has {width} × {height} = {(long)width * height} pixels; {MaxPixels} is the limit.");
        if (Math.Min(width, height) < MinSide)
            throw new UnreadableImageException(ImageFault.TooSmall, $"The image has {width} × {height} pixels; each side needs {MinSide} or more.");
    }
}
