using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pneumonia.Tests.Downloads;

/// <summary>Small zips for tests, and lies in their headers.</summary>
internal static class ZipMaker
{
    public static void Write(string path, params (string Name, byte[] Content)[] entries) => Write(path, 0, entries);

    public static void Write(string path, int externalAttributes, params (string Name, byte[] Content)[] entries)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            var entry = archive.CreateEntry(name);
            entry.ExternalAttributes = externalAttributes;
            using var stream = entry.Open();
            stream.Write(content);
        }
    }

    /// <summary>Overwrites the uncompressed size that the central directory gives for an entry.</summary>
    public static void DeclareSize(string path, string name, uint size) => Patch(path, name, 24, size);

    /// <summary>Overwrites the checksum that the central directory gives for an entry.</summary>
    public static void DeclareCrc(string path, string name, uint crc) => Patch(path, name, 16, crc);

    private static void Patch(string path, string name, int offset, uint value)
    {
        var bytes = File.ReadAllBytes(path);
        var needle = Encoding.ASCII.GetBytes(name);
        for (var at = 0; at < bytes.Length - 46 - needle.Length; at++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) != 0x02014B50 || !bytes.AsSpan(at + 46, needle.Length).SequenceEqual(needle)) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + offset), value);
        }

        File.WriteAllBytes(path, bytes);
    }
}
