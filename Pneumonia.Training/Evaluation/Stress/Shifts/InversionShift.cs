using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Black for white, as a DICOM file of the other photometric interpretation comes out when nobody minds it.</summary>
internal sealed class InversionShift() : StressShift("inversion", "", null, [1])
{
    private protected override GreyImage Change(GreyImage image, double level, int seed) => Map(image, g => 255 - g);
}
