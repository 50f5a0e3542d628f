using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Pneumonia.Training.Synthesis;

/// <summary>Writes 8-bit greyscale PNG (ISO/IEC 15948) with one text chunk.</summary>
internal static class GreyPng
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="pixels">Width × height grey values row by row.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="keyword">Keyword of the tEXt chunk, Latin-1, 1…79 characters.</param>
    /// <param name="text">Its text, Latin-1.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, string keyword, string text)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Length / width);
        header[8] = 8; // Bits a sample; colour type, compression, filter and interlace stay 0.
        Chunk(file, "IHDR", header);
        Chunk(file, "tEXt", Encoding.Latin1.GetBytes(keyword + '\0' + text));
        Chunk(file, "IDAT", Compress(pixels, width));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int width)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[width + 1];
            line[0] = 1; // Filter "Sub": neighbours differ little, which packs better.
            for (var start = 0; start < pixels.Length; start += width)
            {
                var row = pixels.Slice(start, width);
                line[1] = row[0];
                for (var column = 1; column < width; column++) line[column + 1] = (byte)(row[column] - row[column - 1]);
                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(data);
        var checksum = new Crc32();
        checksum.Append(name);
        checksum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
