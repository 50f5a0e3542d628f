namespace Pneumonia.Model.Imaging;

/// <summary>At which size libjpeg decodes a large JPEG that will be shrunk anyway.</summary>
internal static class JpegScale
{
    /// <summary>
    /// Both decoded sides stay at least this many times the side that is wanted, so that the area filter, not the decoder's, decides.
    /// </summary>
    internal const int Reserve = 2;

    /// <summary>libjpeg has fast transforms for halves only; at 3/8, 5/8, 6/8 and 7/8 it is slower than at full size.</summary>
    private static ReadOnlySpan<int> Eighths => [1, 2, 4];

    internal static (int Width, int Height) Choose(SkiaCodec codec, int targetSide)
    {
        foreach (var eighths in Eighths)
        {
            var (width, height) = codec.Scaled(eighths);
            if (Math.Min(width, height) >= (long)Reserve * targetSide) return (width, height);
        }

        return (codec.Width, codec.Height);
    }
}
