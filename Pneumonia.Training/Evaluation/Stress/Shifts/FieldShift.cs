using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>More or less of the patient in view: below 1 the middle is cut out, above 1 a black border is laid around it.</summary>
internal sealed class FieldShift() : StressShift("field of view", "×", 1, [0.8, 0.9, 1.1, 1.2])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed)
        => Resampling.Draw(image, (x, y) => (x * level, y * level));
}
