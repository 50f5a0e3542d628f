namespace Pneumonia.Model.Imaging;

/// <summary>The few facts of a JPEG that Skia does not tell.</summary>
/// <param name="BitsPerChannel">Bits of a sample.</param>
/// <param name="Components">1 for greyscale, 3 for colour, 4 for CMYK.</param>
internal readonly record struct JpegHeader(int BitsPerChannel, int Components)
{
    /// <summary>
    /// Encoders write 1 to about 12 scans. Every scan walks over the whole image, so thousands of empty ones would keep a core busy for minutes.
    /// </summary>
    private const int MaxScans = 64;

    /// <exception cref="UnreadableImageException">There is no frame header, or one that is not decoded.</exception>
    internal static JpegHeader Read(ReadOnlySpan<byte> encoded)
    {
        var markers = new JpegMarkerReader(encoded);
        while (markers.Next(out var marker, out var payload))
        {
            if (marker is JpegMarkerReader.StartOfScan or JpegMarkerReader.EndOfImage)
                throw new UnreadableImageException(ImageFault.Corrupt, "The JPEG has no frame header before its first scan.");
            if (!JpegMarkerReader.IsFrame(marker)) continue;
            if (payload.Length < 6) throw new UnreadableImageException(ImageFault.Corrupt, $"The JPEG's frame header has {payload.Length} bytes; 6 is the least.");
            if (payload[0] != 8)
                throw new UnreadableImageException(ImageFault.UnknownFormat, $"The JPEG has {payload[0]} bits a channel; only 8 are read. Export it as PNG.");
            return new JpegHeader(payload[0], payload[5]);
        }

        throw new UnreadableImageException(ImageFault.Truncated, $"The JPEG breaks off within its header, after {encoded.Length} bytes.");
    }

    /// <summary>
    /// Requires the end marker, without which lost rows (baseline) or lost detail (progressive) can't be told from a whole image,
    /// and a bounded number of scans. What follows the end marker is not looked at.
    /// </summary>
    internal static void RequireWhole(ReadOnlySpan<byte> encoded)
    {
        var scans = 0;
        var markers = new JpegMarkerReader(encoded);
        while (markers.Next(out var marker, out _))
        {
            if (marker == JpegMarkerReader.EndOfImage) return;
            if (marker == JpegMarkerReader.StartOfScan && ++scans > MaxScans)
                throw new UnreadableImageException(ImageFault.Corrupt, $"The JPEG has more than {MaxScans} scans.");
        }

        throw new UnreadableImageException(ImageFault.Truncated, $"The JPEG breaks off before its end marker, after {encoded.Length} bytes.");
    }
}
