using System.Numerics;
using System.Runtime.InteropServices;

namespace Pneumonia.Model.Imaging;

/// <summary>
/// Adds a raster's row, as grey, to a row of sums. Every column is computed by itself, without fused multiply-add,
/// so that the vector width of the machine never changes a bit of the result.
/// </summary>
internal static class RowMath
{
    /// <summary>
    /// Rec. 601 luma in 1/65536: what a JPEG's Y channel is. The weights add up to 65536, so that a grey stored as colour stays itself.
    /// </summary>
    internal const int RedWeight = 19595, GreenWeight = 38470, BlueWeight = 7471;

    /// <summary>sums[x] += weight × sample[x], for every column.</summary>
    internal static void AddRow(in Raster raster, int y, float weight, Span<float> sums)
    {
        var row = raster.Row(y);
        switch (raster.Kind)
        {
            case SampleKind.Grey8: AddBytes(row, weight, sums); break;
            case SampleKind.Rgba8: AddRgba(MemoryMarshal.Cast<byte, uint>(row), weight, sums); break;
            case SampleKind.Grey16: AddWords(MemoryMarshal.Cast<byte, ushort>(row), weight, sums); break;
            default: AddFloats(MemoryMarshal.Cast<byte, float>(row), weight, sums); break;
        }
    }

    /// <summary>target[x] = factor × sums[x], held in [0, 255].</summary>
    internal static void Scale(ReadOnlySpan<float> sums, float factor, Span<float> target)
    {
        var x = 0;
        for (; x <= target.Length - Vector<float>.Count; x += Vector<float>.Count)
            Vector.Min(Vector.Max(new Vector<float>(sums[x..]) * factor, Vector<float>.Zero), new Vector<float>(255)).CopyTo(target[x..]);
        for (; x < target.Length; x++) target[x] = Math.Clamp(sums[x] * factor, 0, 255);
    }

    private static void AddBytes(ReadOnlySpan<byte> row, float weight, Span<float> sums)
    {
        var x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[x..]), out var low, out var high);
            AddWide(low, weight, sums[x..]);
            AddWide(high, weight, sums[(x + Vector<ushort>.Count)..]);
        }

        for (; x < row.Length; x++) sums[x] += weight * row[x];
    }

    private static void AddWords(ReadOnlySpan<ushort> row, float weight, Span<float> sums)
    {
        var x = 0;
        for (; x <= row.Length - Vector<ushort>.Count; x += Vector<ushort>.Count) AddWide(new Vector<ushort>(row[x..]), weight, sums[x..]);
        for (; x < row.Length; x++) sums[x] += weight * row[x];
    }

    private static void AddRgba(ReadOnlySpan<uint> row, float weight, Span<float> sums)
    {
        var x = 0;
        var byteMask = new Vector<uint>(0xFF);
        var (red, green, blue, half) = (new Vector<uint>(RedWeight), new Vector<uint>(GreenWeight), new Vector<uint>(BlueWeight), new Vector<uint>(0x8000));
        for (; x <= row.Length - Vector<uint>.Count; x += Vector<uint>.Count)
        {
            var pixel = new Vector<uint>(row[x..]);
            var luma = ((pixel & byteMask) * red + ((pixel >>> 8) & byteMask) * green + ((pixel >>> 16) & byteMask) * blue + half) >>> 16;
            AddLanes(luma, weight, sums[x..]);
        }

        for (; x < row.Length; x++)
        {
            var pixel = row[x];
            var luma = (byte)pixel * (uint)RedWeight + (byte)(pixel >> 8) * (uint)GreenWeight + (byte)(pixel >> 16) * (uint)BlueWeight;
            sums[x] += weight * (int)((luma + 0x8000) >> 16);
        }
    }

    private static void AddFloats(ReadOnlySpan<float> row, float weight, Span<float> sums)
    {
        var x = 0;
        for (; x <= row.Length - Vector<float>.Count; x += Vector<float>.Count)
            (new Vector<float>(sums[x..]) + new Vector<float>(row[x..]) * weight).CopyTo(sums[x..]);
        for (; x < row.Length; x++) sums[x] += weight * row[x];
    }

    private static void AddWide(Vector<ushort> samples, float weight, Span<float> sums)
    {
        Vector.Widen(samples, out var low, out var high);
        AddLanes(low, weight, sums);
        AddLanes(high, weight, sums[Vector<uint>.Count..]);
    }

    /// <summary>The samples are far below 2³¹: as signed integers they convert to floats in one instruction.</summary>
    private static void AddLanes(Vector<uint> samples, float weight, Span<float> sums)
        => (new Vector<float>(sums) + Vector.ConvertToSingle(samples.As<uint, int>()) * weight).CopyTo(sums);
}
