using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pneumonia.Training.Data.Splitting;

/// <summary>
/// A shuffle that depends on the seed and each name alone, so adding or reordering names leaves the others where they were.
/// </summary>
internal static class SeededOrder
{
    public static ulong Key(int seed, string name)
    {
        byte[] text = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt32LittleEndian(text, seed);
        Encoding.UTF8.GetBytes(name, text.AsSpan(sizeof(int)));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
