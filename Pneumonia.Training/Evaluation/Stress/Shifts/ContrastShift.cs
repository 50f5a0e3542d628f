using System.Numerics.Tensors;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Distances from the image's mean grey stretched or squeezed.</summary>
internal sealed class ContrastShift() : StressShift("contrast", "×", 1, [0.5, 0.7, 1.4, 1.7])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed)
    {
        var mean = (double)TensorPrimitives.Sum(image.Pixels) / image.Pixels.Length;
        return Map(image, g => mean + ((g - mean) * level));
    }
}
