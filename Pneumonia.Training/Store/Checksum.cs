using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pneumonia.Training.Store;

/// <summary>The first 64 bits of SHA-256: enough to notice a damaged row.</summary>
internal static class Checksum
{
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
