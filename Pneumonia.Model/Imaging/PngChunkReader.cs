using System.Buffers.Binary;

namespace Pneumonia.Model.Imaging;

/// <summary>Walks the chunks of a PNG. Reads lengths only; <see cref="CurrentChecksumFits"/> is for those who use the data.</summary>
internal ref struct PngChunkReader(ReadOnlySpan<byte> encoded)
{
    internal const uint Header = 0x49484452; // IHDR
    internal const uint Data = 0x49444154; // IDAT
    internal const uint Transparency = 0x74524E53; // tRNS
    internal const uint End = 0x49454E44; // IEND

    private ReadOnlySpan<byte> _rest = encoded[PngHeader.Signature.Length..];
    private ReadOnlySpan<byte> _current;

    /// <summary>Moves to the next chunk.</summary>
    /// <returns>False where the bytes end before a whole chunk (length, type, data and checksum).</returns>
    internal bool Next(out uint type, out ReadOnlySpan<byte> data)
    {
        type = 0;
        data = default;
        if (_rest.Length < 12) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        if (length > _rest.Length - 12) return false;
        type = BinaryPrimitives.ReadUInt32BigEndian(_rest[4..]);
        data = _rest.Slice(8, (int)length);
        _current = _rest.Slice(4, (int)length + 8);
        _rest = _rest[((int)length + 12)..];
        return true;
    }

    /// <summary>Whether the current chunk's type and data give the checksum behind them.</summary>
    internal readonly bool CurrentChecksumFits()
        => System.IO.Hashing.Crc32.HashToUInt32(_current[..^4]) == BinaryPrimitives.ReadUInt32BigEndian(_current[^4..]);
}
