using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Gaussian noise on every pixel: too low a dose, or an old detector. The seed decides every grain.</summary>
internal sealed class NoiseShift() : StressShift("noise", "σ in grey levels", 0, [5, 15, 30])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed)
    {
        var random = new Random(seed);
        return Map(image, g => g + (level * Normal(random)));
    }

    // Box and Muller (1958); 1 − u keeps the logarithm off zero.
    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
