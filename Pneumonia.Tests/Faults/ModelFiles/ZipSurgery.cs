using System.Buffers.Binary;
using System.Text;

namespace Pneumonia.Tests.Faults.ModelFiles;

/// <summary>A .zip's records by their places, to be changed where a library would not let one (PKWARE's APPNOTE, 4.3).</summary>
internal static class ZipSurgery
{
    private const uint Central = 0x02014b50;
    private const int CentralHead = 46, LocalHead = 30, EndHead = 22;

    /// <summary>One entry: its two headers, and where its bytes lie.</summary>
    public sealed record Entry(string Name, int CentralAt, int LocalAt, int DataAt, int Stored);

    public static int EndAt(byte[] file) => file.Length - EndHead;

    /// <summary>The entries in the order of the directory. The file must be sound and without a comment.</summary>
    public static List<Entry> Entries(byte[] file)
    {
        var entries = new List<Entry>();
        var at = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(EndAt(file) + 16));
        while (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) == Central)
        {
            int Short(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));
            int Word(int offset) => (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));
            var local = Word(at + 42);
            entries.Add(new Entry(
                Encoding.UTF8.GetString(file, at + CentralHead, Short(at + 28)), at, local, local + LocalHead + Short(local + 26) + Short(local + 28), Word(at + 20)));
            at += CentralHead + Short(at + 28) + Short(at + 30) + Short(at + 32);
        }

        return entries;
    }

    public static byte[] With16(byte[] file, int at, ushort value)
    {
        byte[] changed = [.. file];
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(at), value);
        return changed;
    }

    public static byte[] With32(byte[] file, int at, uint value)
    {
        byte[] changed = [.. file];
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), value);
        return changed;
    }

    /// <summary>Puts another name of the same length into both headers of an entry.</summary>
    public static byte[] Renamed(byte[] file, Entry entry, string name, bool central = true, bool local = true)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length != Encoding.UTF8.GetByteCount(entry.Name)) throw new ArgumentException($"'{name}' is not as long as '{entry.Name}'.", nameof(name));
        byte[] changed = [.. file];
        if (central) bytes.CopyTo(changed, entry.CentralAt + CentralHead);
        if (local) bytes.CopyTo(changed, entry.LocalAt + LocalHead);
        return changed;
    }
}
