namespace Pneumonia.Tests.Imaging;

/// <summary>Writes JPEGs of flat 8×8 blocks (only DC coefficients, no chroma subsampling), baseline or progressive, of 1, 3 or 4 components.</summary>
internal static class JpegWriter
{
    /// <param name="block">The component values of the block at (column, row).</param>
    internal static byte[] Write(int columns, int rows, int components, Func<int, int, int[]> block, bool progressive = false, int emptyScans = 0, int precision = 8)
    {
        var (width, height) = (columns * 8, rows * 8);
        var file = new List<byte> { 0xFF, 0xD8 };
        void Segment(byte marker, params byte[] data) => file.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);

        if (components == 4) Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]); // CMYK, stored inverted.
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment((byte)(progressive ? 0xC2 : 0xC0),
            [(byte)precision, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components,
             .. Enumerable.Range(1, components).SelectMany(c => new byte[] { (byte)c, 0x11, 0 })]);
        Segment(0xC4, [0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(i => (byte)i)]); // Twelve DC categories, 4 bits each.
        Segment(0xC4, [0x10, 1, .. new byte[15], 0]); // One AC symbol, end of block: a single 0 bit.
        byte[] scan = [(byte)components, .. Enumerable.Range(1, components).SelectMany(c => new byte[] { (byte)c, 0 }), 0, (byte)(progressive ? 0 : 63), 0];

        Segment(0xDA, scan);
        var bits = new List<bool>();
        var last = new int[components];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var values = block(x, y);
                for (var c = 0; c < components; c++)
                {
                    var coefficient = 8 * (values[c] - 128);
                    AddDifference(bits, coefficient - last[c]);
                    last[c] = coefficient;
                    if (!progressive) bits.Add(false);
                }
            }
        }

        AddStuffed(file, bits);
        // Without scans for the other coefficients libjpeg would smooth between the blocks.
        for (byte c = 1; progressive && c <= components; c++)
        {
            Segment(0xDA, 1, c, 0, 1, 63, 0);
            AddStuffed(file, [.. new bool[columns * rows]]);
        }

        for (var i = 0; i < emptyScans; i++) Segment(0xDA, 1, 1, 0, 1, 1, 0);
        file.AddRange([0xFF, 0xD9]);
        return [.. file];
    }

    /// <summary>Puts an EXIF segment with nothing but an orientation behind the start marker.</summary>
    internal static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static void AddDifference(List<bool> bits, int difference)
    {
        var category = difference == 0 ? 0 : (int)Math.Log2(Math.Abs(difference)) + 1;
        AddBits(bits, category, 4);
        AddBits(bits, difference < 0 ? difference + (1 << category) - 1 : difference, category);
    }

    private static void AddBits(List<bool> bits, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--) bits.Add((value >> i & 1) != 0);
    }

    private static void AddStuffed(List<byte> file, List<bool> bits)
    {
        while (bits.Count % 8 != 0) bits.Add(true);
        for (var i = 0; i < bits.Count; i += 8)
        {
            var value = 0;
            for (var k = 0; k < 8; k++) value = value << 1 | (bits[i + k] ? 1 : 0);
            file.Add((byte)value);
            if (value == 0xFF) file.Add(0);
        }
    }
}
