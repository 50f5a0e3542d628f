namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>Bilinear sampling of a stored square through a frame and a grey curve in one pass.</summary>
internal static class AffineSampler
{
    /// <param name="source">sourceSide × sourceSide greys.</param>
    /// <param name="sourceSide">Its side.</param>
    /// <param name="frame">Where the pixels come from.</param>
    /// <param name="curve">What each of the 256 greys becomes.</param>
    /// <param name="border">Grey of what lies outside.</param>
    /// <param name="target">Receives side × side greys.</param>
    /// <param name="side">Its side.</param>
    internal static void Sample(
        ReadOnlySpan<byte> source, int sourceSide, in SamplingFrame frame, ReadOnlySpan<float> curve, float border, Span<float> target, int side)
    {
        var (stepX, stepY) = ((float)(frame.Xu * sourceSide / side), (float)(frame.Yu * sourceSide / side));
        var first = (0.5 / side) - 0.5;
        for (var row = 0; row < side; row++)
        {
            var v = ((row + 0.5) / side) - 0.5;
            // Positions of pixel middles: the middle of the first stored pixel is 0.
            var startX = (float)((((frame.Xu * first) + (frame.Xv * v) + frame.X0 + 0.5) * sourceSide) - 0.5);
            var startY = (float)((((frame.Yu * first) + (frame.Yv * v) + frame.Y0 + 0.5) * sourceSide) - 0.5);
            var line = target.Slice(row * side, side);
            for (var i = 0; i < line.Length; i++)
                line[i] = At(source, sourceSide, curve, border, startX + (i * stepX), startY + (i * stepY));
        }
    }

    private static float At(ReadOnlySpan<byte> source, int side, ReadOnlySpan<float> curve, float border, float x, float y)
    {
        // Half a pixel beyond the outermost middles still belongs to the image.
        if (!(x > -0.5f && y > -0.5f && x < side - 0.5f && y < side - 0.5f)) return border;
        x = Math.Clamp(x, 0, side - 1);
        y = Math.Clamp(y, 0, side - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, side - 1), Math.Min(top + 1, side - 1));
        var (fx, fy) = (x - left, y - top);
        var (upper, lower) = (top * side, bottom * side);
        var (a, b) = (curve[source[upper + left]], curve[source[upper + right]]);
        var (c, d) = (curve[source[lower + left]], curve[source[lower + right]]);
        var above = a + ((b - a) * fx);
        return above + ((c + ((d - c) * fx) - above) * fy);
    }
}
