using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>All greys shifted up or down, out of 255: a window set too high or too low.</summary>
internal sealed class BrightnessShift() : StressShift("brightness", "grey levels", 0, [-80, -40, 40, 80])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed) => Map(image, g => g + level);
}
