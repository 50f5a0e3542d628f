using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Screening.Traits;

/// <summary>Even bars at opposite edges, as letterboxing adds them.</summary>
internal static class Bars
{
    // What JPEG leaves of an even area after averaging.
    private const float Evenness = 3;

    /// <returns>Of the axis that has more: the thinner bar, and both together, as shares of the side.</returns>
    public static (float Thinner, float Both) Of(GreyImage image)
    {
        var (top, bottom) = (Depth(image, static (i, k) => (k, i), image.Height, image.Width), Depth(image, static (i, k) => (k, -1 - i), image.Height, image.Width));
        var (left, right) = (Depth(image, static (i, k) => (i, k), image.Width, image.Height), Depth(image, static (i, k) => (-1 - i, k), image.Width, image.Height));
        var down = (Thinner: Math.Min(top, bottom), Both: Math.Min(1, top + bottom));
        var across = (Thinner: Math.Min(left, right), Both: Math.Min(1, left + right));
        return down.Thinner >= across.Thinner ? down : across;
    }

    // How many lines from an edge are all of one grey, the same as the first pixel's.
    private static float Depth(GreyImage image, Func<int, int, (int X, int Y)> place, int lines, int length)
    {
        var (x0, y0) = Inside(image, place(0, 0));
        var first = image[x0, y0];
        for (var line = 0; line < lines; line++)
        {
            for (var k = 0; k < length; k++)
            {
                var (x, y) = Inside(image, place(line, k));
                if (Math.Abs(image[x, y] - first) > Evenness) return line / (float)lines;
            }
        }

        return 1;
    }

    private static (int X, int Y) Inside(GreyImage image, (int X, int Y) p) => (p.X < 0 ? image.Width + p.X : p.X, p.Y < 0 ? image.Height + p.Y : p.Y);
}
