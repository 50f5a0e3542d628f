using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pneumonia.Training.Calibration;

/// <summary>A number from a seed and a name, the same in every process and on every machine.</summary>
internal static class StableHash
{
    public static ulong Of(int seed, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}"), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
