using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Turned about its middle, clockwise as it is seen; the corners that come free are black.</summary>
internal sealed class RotationShift() : StressShift("rotation", "°", 0, [-10, -5, 5, 10])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed)
    {
        var (sin, cos) = Math.SinCos(level * Math.PI / 180);
        return Resampling.Draw(image, (x, y) => ((x * cos) + (y * sin), (y * cos) - (x * sin)));
    }
}
