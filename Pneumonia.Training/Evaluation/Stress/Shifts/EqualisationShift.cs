using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Histogram equalisation over the whole image, in 256 greys: a viewer's "enhance", baked into the file.</summary>
internal sealed class EqualisationShift() : StressShift("equalisation", "", null, [1])
{
    private const int Greys = 256;

    private protected override GreyImage Change(GreyImage image, double level, int seed)
    {
        var counts = new int[Greys];
        foreach (var g in image.Pixels) counts[Bin(g)]++;

        // Each grey goes to the share of pixels at or below it; the darkest one that occurs goes to black.
        var shares = new double[Greys];
        var below = 0;
        for (var g = 0; g < Greys; g++) shares[g] = below += counts[g];
        var first = counts.First(static c => c > 0);
        var rest = image.Pixels.Length - first;
        return rest == 0 ? image : Map(image, g => 255 * (shares[Bin(g)] - first) / rest);
    }

    private static int Bin(float grey) => (int)Math.Clamp(MathF.Round(grey), 0, Greys - 1);
}
