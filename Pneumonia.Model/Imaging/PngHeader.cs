using System.Buffers.Binary;

namespace Pneumonia.Model.Imaging;

/// <summary>A PNG's IHDR chunk.</summary>
/// <param name="Width">Columns, 1 or more.</param>
/// <param name="Height">Rows, 1 or more.</param>
/// <param name="BitDepth">Bits of a sample or of a palette index.</param>
/// <param name="ColourType">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</param>
/// <param name="IsInterlaced">Whether the pixels come in Adam7's seven passes.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int ColourType, bool IsInterlaced)
{
    private const int Palette = 3;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    internal bool IsColour => (ColourType & 2) != 0;

    internal bool HasAlpha => (ColourType & 4) != 0;

    internal int Channels => (IsColour ? 3 : 1) + (HasAlpha ? 1 : 0);

    /// <value>Bits of a channel: a palette's entries have 8, however short its indices are.</value>
    internal int BitsPerChannel => ColourType == Palette ? 8 : BitDepth;

    /// <exception cref="UnreadableImageException">The first chunk is no whole, valid IHDR.</exception>
    internal static PngHeader Read(ReadOnlySpan<byte> encoded)
    {
        var chunks = new PngChunkReader(encoded);
        if (!chunks.Next(out var type, out var data))
            throw new UnreadableImageException(ImageFault.Truncated, $"The PNG breaks off within its header, after {encoded.Length} bytes.");
        if (type != PngChunkReader.Header || data.Length != 13)
            throw new UnreadableImageException(ImageFault.Corrupt, "The PNG does not start with an IHDR chunk of 13 bytes.");

        var header = new PngHeader(
            BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]), data[8], data[9], data[12] == 1);
        var depthFits = header.ColourType switch
        {
            0 => header.BitDepth is 1 or 2 or 4 or 8 or 16,
            Palette => header.BitDepth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => header.BitDepth is 8 or 16,
            _ => false,
        };
        if (!depthFits || header.Width < 1 || header.Height < 1 || data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new UnreadableImageException(ImageFault.Corrupt, $"The PNG's header makes no sense ({Convert.ToHexString(data)}).");
        return header;
    }

    /// <summary>Requires every chunk up to IEND; Skia stops at the last row and would let a cut checksum pass.</summary>
    internal static void RequireWhole(ReadOnlySpan<byte> encoded)
    {
        var chunks = new PngChunkReader(encoded);
        while (chunks.Next(out var type, out _))
        {
            if (type == PngChunkReader.End) return;
        }

        throw new UnreadableImageException(ImageFault.Truncated, $"The PNG breaks off before its end chunk, after {encoded.Length} bytes.");
    }
}
