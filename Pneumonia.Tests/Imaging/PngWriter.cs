using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pneumonia.Tests.Imaging;

/// <summary>Writes PNGs of every kind, independent of the code under test; filters rotate through all five where asked.</summary>
internal static class PngWriter
{
    internal const int Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, RgbAlpha = 6;

    internal static byte[] Write(
        int width, int height, int bits, int type, Func<int, int, int[]> pixel, bool interlaced = false, bool allFilters = false, params (string Type, byte[] Data)[] chunks)
    {
        var raw = new MemoryStream();
        foreach (var (left, top, right, down) in interlaced ? s_adam7 : [(0, 0, 1, 1)])
        {
            var columns = Enumerable.Range(0, width).Where(x => x >= left && (x - left) % right == 0).ToArray();
            if (columns.Length == 0) continue;
            byte[]? above = null;
            for (var y = top; y < height; y += down)
            {
                var row = Pack(columns.SelectMany(x => pixel(x, y)).ToArray(), bits);
                var step = Math.Max(1, pixel(0, 0).Length * bits / 8);
                raw.Write(Filter(row, above ?? new byte[row.Length], step, allFilters ? y % 5 : 0));
                above = row;
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bits, (byte)type, (byte)(interlaced ? 1 : 0));
        return Assemble([("IHDR", header), .. chunks, ("IDAT", Deflate(raw.ToArray())), ("IEND", [])]);
    }

    internal static byte[] Assemble(params (string Type, byte[] Data)[] chunks)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var word = new byte[4];
        foreach (var (type, data) in chunks)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
            BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
            file.Write(word);
            file.Write(body);
            BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
            file.Write(word);
        }

        return file.ToArray();
    }

    internal static byte[] Deflate(byte[] raw)
    {
        var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) stream.Write(raw);
        return compressed.ToArray();
    }

    private static readonly (int, int, int, int)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static byte[] Pack(int[] samples, int bits)
    {
        if (bits == 16) return [.. samples.SelectMany(s => new[] { (byte)(s >> 8), (byte)s })];
        var row = new byte[(samples.Length * bits + 7) / 8];
        for (var i = 0; i < samples.Length; i++) row[i * bits / 8] |= (byte)(samples[i] << (8 - bits - i * bits % 8));
        return row;
    }

    private static byte[] Filter(byte[] row, byte[] above, int step, int filter)
    {
        var filtered = new byte[row.Length + 1];
        filtered[0] = (byte)filter;
        for (var i = 0; i < row.Length; i++)
        {
            int a = i >= step ? row[i - step] : 0, b = above[i], c = i >= step ? above[i - step] : 0;
            var p = a + b - c;
            var nearest = new[] { a, b, c }.MinBy(v => Math.Abs(p - v)); // MinBy takes the first of equals: a, b, c as Paeth wants.
            filtered[i + 1] = (byte)(row[i] - filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => nearest });
        }

        return filtered;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
