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

    private int MaxTaps { get; }

    /// <summary>
    /// Shrinking: the share of each source pixel that the target pixel covers (a box filter with exact coverage).
    /// Enlarging: the two nearest source pixels (bilinear, pixel centres at one half, edges repeated).
    /// </summary>
    internal static AxisTaps Between(int source, int target)
        => source >= target ? Coverage(source, target) : Interpolation(source, target);

    internal int Start(int target) => _starts[target];

    internal ReadOnlySpan<float> Weights(int target) => _weights.AsSpan(target * MaxTaps, MaxTaps);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<float>.Shared.Return(_weights);
    }

    /// <summary>Weights are counted in source pixels: whole pixels weigh exactly 1, and their sum is source ÷ target.</summary>
    private static AxisTaps Coverage(int source, int target)
    {
        // The widest window starts and ends within a pixel, unless the sizes divide; it never needs more pixels than there are.
        var widest = source % target == 0 ? source / target : source / target + 2;
        var taps = new AxisTaps(target, Math.Min(source, widest)) { Total = (double)source / target };
        for (var t = 0; t < target; t++)
        {
            // In 1/target of a source pixel, so that the borders are exact.
            long from = (long)t * source, to = from + source;
            var start = Math.Min((int)(from / target), source - taps.MaxTaps);
            taps._starts[t] = start;
            for (var k = 0; k < taps.MaxTaps; k++)
            {
                long left = (long)(start + k) * target, right = left + target;
                var covered = Math.Max(0, Math.Min(to, right) - Math.Max(from, left));
                taps._weights[t * taps.MaxTaps + k] = (float)((double)covered / target);
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
