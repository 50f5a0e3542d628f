using System.Buffers.Binary;

namespace Pneumonia.Training.Downloads;

/// <summary>
/// Bounds the memory that opening a zip costs: <see cref="System.IO.Compression.ZipArchive"/> reads the whole directory before anybody can count it.
/// </summary>
internal static class CentralDirectory
{
    private const int RecordSize = 22, LocatorSize = 20, LongestComment = ushort.MaxValue;
    private const uint RecordSignature = 0x06054B50, LocatorSignature = 0x07064B50, Record64Signature = 0x06064B50;

    // Name, extra fields and comment of an honest entry stay far below this on average.
    private const int BytesPerEntry = 1024;

    /// <exception cref="ArchiveException">The file is no zip, or its directory is larger than so many entries need.</exception>
    public static void CheckSize(Stream archive, int maxEntries)
    {
        var tail = new byte[(int)Math.Min(archive.Length, RecordSize + LongestComment + LocatorSize)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        var record = LastIndexOf(tail, RecordSignature, tail.Length - RecordSize);
        if (record < 0) throw new ArchiveException("The archive is no zip file, or it breaks off: its end record is missing.");

        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(record + 16));
        if (start == uint.MaxValue) start = Start64(archive, tail, record);

        // Not the size it claims but the space it has: everything from its start to the end of the file could be entries.
        var space = archive.Length - start;
        if (start < 0 || space < 0) throw new ArchiveException($"The archive is damaged: its directory starts at byte {start} of {archive.Length}.");
        if (space > ((long)maxEntries * BytesPerEntry) + LongestComment)
            throw new ArchiveException($"The archive is refused: its directory takes {space} bytes, more than {maxEntries} entries need.");
        archive.Position = 0;
    }

    private static long Start64(Stream archive, byte[] tail, int record)
    {
        var locator = record - LocatorSize;
        Span<byte> record64 = stackalloc byte[56];
        if (locator >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) == LocatorSignature)
        {
            var position = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
            if (position >= 0 && position <= archive.Length - record64.Length)
            {
                archive.Position = position;
                archive.ReadExactly(record64);
                if (BinaryPrimitives.ReadUInt32LittleEndian(record64) == Record64Signature)
                    return BinaryPrimitives.ReadInt64LittleEndian(record64[48..]);
            }
        }

        throw new ArchiveException("The archive is damaged: its Zip64 end record is missing.");
    }

    private static int LastIndexOf(byte[] bytes, uint signature, int from)
    {
        for (var index = from; index >= 0; index--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(index)) == signature) return index;
        }

        return -1;
    }
}
