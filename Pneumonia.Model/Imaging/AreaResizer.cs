using System.Buffers;

namespace Pneumonia.Model.Imaging;

/// <summary>
/// Stretches a raster to any size: each target pixel is the average of the area it covers; along an axis that grows, bilinear.
/// Separable: source rows are first summed into one row of floats (vectorised, each row read once or twice), which is then summed along its columns.
/// </summary>
internal static class AreaResizer
{
    /// <param name="source">What is stretched.</param>
    /// <param name="width">Target columns, 1 or more.</param>
    /// <param name="height">Target rows, 1 or more.</param>
    /// <param name="target">Receives width × height greys in [0, 255], row by row, as the source lies (not turned upright).</param>
    internal static void Stretch(in Raster source, int width, int height, Span<float> target)
    {
        using var columns = AxisTaps.Between(source.Width, source.WidthEighths, width);
        using var rows = AxisTaps.Between(source.Height, source.HeightEighths, height);
        var factor = source.Scale / (columns.Total * rows.Total);
        var rented = ArrayPool<float>.Shared.Rent(source.Width);
        try
        {
            var sums = rented.AsSpan(0, source.Width);
            for (var y = 0; y < height; y++)
            {
                sums.Clear();
                var weights = rows.Weights(y);
                for (var k = 0; k < weights.Length; k++)
                {
                    if (weights[k] != 0) RowMath.AddRow(source, rows.Start(y) + k, weights[k], sums);
                }

                var row = target.Slice(y * width, width);
                if (columns.IsIdentity) RowMath.Scale(sums, (float)factor, row);
                else SumColumns(sums, columns, factor, row);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void SumColumns(ReadOnlySpan<float> sums, in AxisTaps columns, double factor, Span<float> target)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var weights = columns.Weights(x);
            var covered = sums.Slice(columns.Start(x), weights.Length);
            var sum = 0.0;
            for (var k = 0; k < weights.Length; k++) sum += (double)weights[k] * covered[k];
            // Rounding may leave a white area a last bit above 255.
            target[x] = (float)Math.Clamp(sum * factor, 0, 255);
        }
    }
}
