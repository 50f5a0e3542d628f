namespace Pneumonia.Training.Calibration;

/// <summary>
/// Puts a threshold halfway between two neighbouring scores, so that a rounding error of another runtime's float32 flips none of
/// them. Always lower &lt; threshold ≤ upper, even where no float lies between the two.
/// </summary>
internal static class ThresholdPlacement
{
    /// <summary>Below a score that must be called positive, above the next lower one (or 0).</summary>
    public static float Below(float anchor, ReadOnlySpan<float> probabilities)
    {
        float lower = 0;
        foreach (var p in probabilities)
            if (p < anchor && p > lower)
                lower = p;
        return anchor == 0 ? 0 : Between(lower, anchor);
    }

    /// <summary>Above a score that must not be called positive, at or below the next higher one (or 1).</summary>
    public static float Above(float anchor, ReadOnlySpan<float> probabilities)
    {
        float upper = 1;
        foreach (var p in probabilities)
            if (p > anchor && p < upper)
                upper = p;
        return anchor >= 1 ? MathF.BitIncrement(1) : Between(anchor, upper);
    }

    /// <summary>The distance from a threshold to the nearest score.</summary>
    public static float Margin(float threshold, ReadOnlySpan<float> probabilities)
    {
        var margin = float.PositiveInfinity;
        foreach (var p in probabilities)
            margin = MathF.Min(margin, MathF.Abs(p - threshold));
        return probabilities.IsEmpty ? float.NaN : margin;
    }

    private static float Between(float lower, float upper)
    {
        var middle = (float)(((double)lower + upper) / 2);
        return middle > lower ? middle : upper;
    }
}
