using System.Numerics;
using System.Runtime.InteropServices;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Screening.Duplicates;

/// <summary>
/// 256 bits of what an image looks like: the signs of its lowest 16 × 16 cosine coefficients (the pHash of Zauner 2010, its median at 0).
/// Size, compression, brightness and contrast hardly change it. Chests look alike, so the usual 64 bits do not tell children apart.
/// </summary>
/// <param name="A">Bits 0 … 63.</param>
/// <param name="B">Bits 64 … 127.</param>
/// <param name="C">Bits 128 … 191.</param>
/// <param name="D">Bits 192 … 255.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct PerceptualHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Bits = 256;

    private const int Side = 32;
    private const int Kept = 16;

    // A mirrored image has the opposite sign in every odd column, and no other change: flips cost one exclusive-or.
    private const ulong OddColumns = 0xAAAA_AAAA_AAAA_AAAA;

    private static readonly float[] Cosines = MakeCosines();

    /// <value>The hash of the mirrored image.</value>
    public PerceptualHash Mirrored => new(A ^ OddColumns, B ^ OddColumns, C ^ OddColumns, D ^ OddColumns);

    /// <summary>In how many bits two hashes differ.</summary>
    public int Distance(in PerceptualHash other)
        => BitOperations.PopCount(A ^ other.A) + BitOperations.PopCount(B ^ other.B) + BitOperations.PopCount(C ^ other.C) + BitOperations.PopCount(D ^ other.D);

    /// <summary>A sixteenth of the bits, spread over all frequencies: low ones alone are the same in most chests.</summary>
    /// <param name="part">0 … 15.</param>
    public ushort Part(int part)
    {
        var bits = 0;
        for (var row = 0; row < Kept; row++) bits |= Bit(row * Kept + (part + row) % Kept) << row;
        return (ushort)bits;
    }

    public static PerceptualHash Of(GreyImage image)
    {
        Span<float> pixels = stackalloc float[Side * Side];
        image.StretchTo(Side, pixels);
        Span<float> rows = stackalloc float[Side * Kept];
        for (var y = 0; y < Side; y++)
        {
            for (var u = 0; u < Kept; u++) rows[y * Kept + u] = Dot(pixels.Slice(y * Side, Side), u);
        }

        Span<ulong> words = stackalloc ulong[4];
        Span<float> column = stackalloc float[Side];
        for (var u = 0; u < Kept; u++)
        {
            for (var y = 0; y < Side; y++) column[y] = rows[y * Kept + u];
            for (var v = 0; v < Kept; v++)
            {
                // The constant coefficient is the brightness.
                if (u + v > 0 && Dot(column, v) > 0) words[(v * Kept + u) / 64] |= 1UL << (v * Kept + u) % 64;
            }
        }

        return new PerceptualHash(words[0], words[1], words[2], words[3]);
    }

    private int Bit(int index)
    {
        var word = (index / 64) switch { 0 => A, 1 => B, 2 => C, _ => D };
        return (int)(word >> (index % 64)) & 1;
    }

    private static float Dot(ReadOnlySpan<float> values, int frequency)
    {
        var sum = 0f;
        for (var i = 0; i < Side; i++) sum += values[i] * Cosines[frequency * Side + i];
        return sum;
    }

    private static float[] MakeCosines()
        => [.. Enumerable.Range(0, Kept * Side).Select(static k => MathF.Cos(MathF.PI * (k / Side) * (2 * (k % Side) + 1) / (2 * Side)))];
}
