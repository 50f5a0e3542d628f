using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Shrunk until the shorter side has so many pixels, and enlarged again: a thumbnail, a phone's photograph of a film.</summary>
internal sealed class ResolutionShift() : StressShift("resolution", "px on the shorter side", null, [32, 64, 128])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed)
    {
        var factor = level / Math.Min(image.Width, image.Height);
        if (factor >= 1) return image;
        var small = image.Stretch(Math.Max(1, (int)Math.Round(image.Width * factor)), Math.Max(1, (int)Math.Round(image.Height * factor)));
        return small.Stretch(image.Width, image.Height);
    }
}
