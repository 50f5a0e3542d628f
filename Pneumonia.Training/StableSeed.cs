using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pneumonia.Training;

/// <summary>One user seed, many independent streams: the same on every machine and in every process.</summary>
internal static class StableSeed
{
    /// <summary>
    /// A number from a seed and a name. What is put in order by it is shuffled by the seed and each name alone, so adding or reordering names leaves the
    /// others where they were.
    /// </summary>
    public static ulong Key(int seed, string name)
    {
        var text = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteInt32LittleEndian(text, seed);
        Encoding.UTF8.GetBytes(name, text.AsSpan(sizeof(int)));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>A seed for one of many draws of one purpose.</summary>
    public static int Of(int seed, string purpose, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}|{purpose}|{index}")));
        return BinaryPrimitives.ReadInt32LittleEndian(hash);
    }
}
