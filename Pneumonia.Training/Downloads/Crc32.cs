namespace Pneumonia.Training.Downloads;

/// <summary>CRC-32 of zip and PNG (reflected polynomial 0xEDB88320; ISO 3309). The framework computes it inside its streams only.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>Continues a checksum: start with 0, pass on what is returned.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (var value in bytes) crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    public static uint OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var buffer = new byte[1 << 16];
        var crc = 0u;
        while (stream.Read(buffer) is > 0 and var count) crc = Append(crc, buffer.AsSpan(0, count));
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var index = 0u; index < 256; index++)
        {
            var value = index;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
            table[index] = value;
        }

        return table;
    }
}
