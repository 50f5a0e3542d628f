using System.Buffers;

namespace Pneumonia.Model.Imaging;

/// <summary>For every target pixel along one axis: which source pixels it takes, and how much of each.</summary>
internal readonly struct AxisTaps : IDisposable
{
    private readonly int[] _starts;
    private readonly float[] _weights;

    private AxisTaps(int count, int maxTaps)
    {
        _starts = ArrayPool<int>.Shared.Rent(count + 1);
        _weights = ArrayPool<float>.Shared.Rent(count * maxTaps);
        MaxTaps = maxTaps;
    }

    /// <value>Sum of a target pixel's weights; what the weighted sum is divided by.</value>
    internal double Total { get; private init; }

    /// <value>Whether every target pixel is exactly the source pixel at its place.</value>
    internal bool IsIdentity { get; private init; }

    private int MaxTaps { get; }

    /// <summary>
    /// Shrinking: the share of each source pixel that the target pixel covers (a box filter with exact coverage).
    /// Enlarging: the two nearest source pixels (bilinear, pixel centres at one half, edges repeated).
    /// </summary>
    /// <param name="source">Source pixels.</param>
    /// <param name="eighths">
    /// Extent of the image in eighths of a source pixel; at most 8 × source. Less where a JPEG was decoded at a fraction of a size
    /// that does not divide: its last pixel then reaches beyond the image's edge.
    /// </param>
    /// <param name="target">Target pixels.</param>
    internal static AxisTaps Between(int source, long eighths, int target)
        => source >= target ? Coverage(source, eighths, target) : Interpolation(source, target);

    internal int Start(int target) => _starts[target];

    internal ReadOnlySpan<float> Weights(int target) => _weights.AsSpan(target * MaxTaps, MaxTaps);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<float>.Shared.Return(_weights);
    }

    /// <summary>Weights are counted in source pixels: whole pixels weigh exactly 1, and their sum is extent ÷ target.</summary>
    private static AxisTaps Coverage(int source, long eighths, int target)
    {
        // All borders in 1/(8 × target) of a source pixel, so that they are exact integers.
        var pixel = 8L * target;
        // The widest window starts and ends within a pixel, unless the sizes divide; it never needs more pixels than there are.
        var widest = eighths % pixel == 0 ? eighths / pixel : eighths / pixel + 2;
        var taps = new AxisTaps(target, (int)Math.Min(source, widest)) { Total = (double)eighths / pixel, IsIdentity = source == target && eighths == pixel };
        for (var t = 0; t < target; t++)
        {
            long from = t * eighths, to = from + eighths;
            var start = (int)Math.Min(from / pixel, source - taps.MaxTaps);
            taps._starts[t] = start;
            for (var k = 0; k < taps.MaxTaps; k++)
            {
                long left = (start + k) * pixel, right = left + pixel;
                var covered = Math.Max(0, Math.Min(to, right) - Math.Max(from, left));
                taps._weights[t * taps.MaxTaps + k] = (float)((double)covered / pixel);
            }
        }

        return taps;
    }

    private static AxisTaps Interpolation(int source, int target)
    {
        var count = Math.Min(2, source);
        var taps = new AxisTaps(target, count) { Total = 1 };
        for (var t = 0; t < target; t++)
        {
            var centre = Math.Clamp((t + 0.5) * source / target - 0.5, 0, source - 1);
            var start = Math.Min((int)centre, source - count);
            taps._starts[t] = start;
            taps._weights[t * count] = (float)(1 - (centre - start));
            if (count == 2) taps._weights[t * count + 1] = (float)(centre - start);
        }

        return taps;
    }
}
