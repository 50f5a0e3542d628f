using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Screening.Traits;

/// <summary>
/// Blur without a reference: how little an image changes when it is blurred once more (Crete, Dolmiere, Ladret and Nicolas, "The Blur
/// Effect", 2007). Contrast plays no part.
/// </summary>
internal static class Blur
{
    // Taps of the box, as in the paper.
    private const int Reach = 4;

    /// <returns>0 (sharp) … 1 (nothing left to blur); the worse of the two directions.</returns>
    public static float Of(GreyImage image) => Math.Max(Along(image, 1, 0), Along(image, 0, 1));

    private static float Along(GreyImage image, int dx, int dy)
    {
        var (before, lost) = (0.0, 0.0);
        for (var y = dy * (Reach + 1); y < image.Height - dy * Reach; y++)
        {
            for (var x = dx * (Reach + 1); x < image.Width - dx * Reach; x++)
            {
                var at = y * image.Width + x;
                var step = dy * image.Width + dx;
                var sharp = Math.Abs(image.Pixels[at] - image.Pixels[at - step]);
                // Neighbouring boxes share all but their ends.
                var blurred = Math.Abs(image.Pixels[at + Reach * step] - image.Pixels[at - (Reach + 1) * step]) / (2 * Reach + 1);
                before += sharp;
                lost += Math.Max(0, sharp - blurred);
            }
        }

        return before > 0 ? (float)((before - lost) / before) : 1;
    }
}
