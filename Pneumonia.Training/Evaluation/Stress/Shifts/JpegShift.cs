using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress.Shifts;

/// <summary>Saved once more as a JPEG of low quality: what a messenger or a web archive does to an X-ray.</summary>
internal sealed class JpegShift() : StressShift("JPEG", "quality", null, [10, 20, 50])
{
    // The working copy may be smaller than the images a user may bring.
    private static readonly ImageLimits AnySize = ImageLimits.Default with { MinSide = 1 };

    private protected override GreyImage Change(GreyImage image, double level, int seed)
        => ImageDecoder.Decode(GreyJpeg.Encode(image, (int)level), AnySize);
}
