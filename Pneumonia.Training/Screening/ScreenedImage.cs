using Pneumonia.Model.Imaging;
using Pneumonia.Training.Features;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Training.Screening;

/// <summary>What a look at one image gave: its traits, or why it can't be decoded.</summary>
/// <param name="Traits">Null where it can't be.</param>
/// <param name="Fault">Null where it can be.</param>
/// <param name="Problem">The rule and the value found, in words; null where it can be decoded.</param>
internal sealed record ScreenedImage(ImageTraits? Traits, ImageFault? Fault = null, string? Problem = null)
{
    /// <value>Whether the bytes themselves say so. A file that can't be opened now may be opened tomorrow.</value>
    public bool IsLasting => Fault != ImageFault.Inaccessible;

    /// <summary>Decodes an image and measures it.</summary>
    public static ScreenedImage Look(ImageFile image, ImageLimits limits)
    {
        try
        {
            return new ScreenedImage(TraitMeasurement.Of(image.Read(limits), limits));
        }
        catch (UnreadableImageException e)
        {
            return new ScreenedImage(null, e.Fault, e.Message);
        }
    }
}
