using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Greys raised to a power: below 1 the middle tones become brighter, above 1 darker; black and white stay.</summary>
internal sealed class GammaShift() : StressShift("gamma", "exponent", 1, [0.5, 0.7, 1.5, 2])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed) => Map(image, g => 255 * Math.Pow(g / 255, level));
}
