using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pneumonia.Training;

/// <summary>One user seed, many independent streams: the same on every machine and in every process.</summary>
internal static class StableSeed
{
    public static int Of(int seed, string purpose, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}|{purpose}|{index}")));
        return BinaryPrimitives.ReadInt32LittleEndian(hash);
    }
}
