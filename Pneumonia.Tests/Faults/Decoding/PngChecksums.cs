using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pneumonia.Tests.Faults.Decoding;

/// <summary>Makes a damaged PNG's checksums right again: without that hardly any damage would get past them.</summary>
internal static class PngChecksums
{
    private const int Signature = 8, Around = 12;

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <returns>A copy with the checksum of every whole chunk set right; null where the bytes are no PNG.</returns>
    internal static byte[]? Repaired(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length < Signature || !encoded.StartsWith(Magic)) return null;
        var file = encoded.ToArray();
        for (var at = Signature; at + Around <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - Around) break;
            var body = file.AsSpan(at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), Crc32.HashToUInt32(body));
            at += Around + (int)length;
        }

        return file;
    }
}
