using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>Draws an image anew from other places of it.</summary>
internal static class Resampling
{
    /// <param name="image">Where greys come from.</param>
    /// <param name="from">For each target pixel's centre, relative to the image's centre and in pixels, the place in the source.</param>
    /// <returns>An image of the same size, bilinear between pixel centres; places beyond the edge are black, as padding is.</returns>
    public static GreyImage Draw(GreyImage image, Func<double, double, (double X, double Y)> from)
    {
        var (width, height) = (image.Width, image.Height);
        var (middleX, middleY) = ((width - 1) / 2.0, (height - 1) / 2.0);
        var source = image.Pixels;
        var target = new float[source.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (dx, dy) = from(x - middleX, y - middleY);
                target[(y * width) + x] = At(source, width, height, dx + middleX, dy + middleY);
            }
        }

        return new GreyImage(width, height, target);
    }

    private static float At(ReadOnlySpan<float> source, int width, int height, double x, double y)
    {
        // Half a pixel beyond the outermost centres still belongs to the image.
        if (!(x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5)) return 0;
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, width - 1), Math.Min(top + 1, height - 1));
        var (fx, fy) = (x - left, y - top);
        var upper = (source[(top * width) + left] * (1 - fx)) + (source[(top * width) + right] * fx);
        var lower = (source[(below * width) + left] * (1 - fx)) + (source[(below * width) + right] * fx);
        return (float)((upper * (1 - fy)) + (lower * fy));
    }
}
