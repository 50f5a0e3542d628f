using System.Collections.Immutable;
using Pneumonia.Training.Evaluation.Stress.Shifts;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>The shifts of the suite, in the order of a report.</summary>
public static class StressShifts
{
    /// <value>All of them: exposure first, then sharpness and coding, then geometry, then processing.</value>
    public static ImmutableArray<StressShift> All { get; } =
    [
        new BrightnessShift(), new ContrastShift(), new GammaShift(), new BlurShift(), new NoiseShift(), new JpegShift(),
        new ResolutionShift(), new RotationShift(), new FieldShift(), new InversionShift(), new EqualisationShift(),
    ];
}
