using Microsoft.AspNetCore.Http;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Serving.Endpoints;

/// <summary>Which status says best why an image can't be read.</summary>
internal static class UnreadableStatus
{
    public static int Of(ImageFault fault) => fault switch
    {
        ImageFault.Empty => StatusCodes.Status400BadRequest,
        ImageFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ImageFault.UnknownFormat => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>Looks again at an image that a batch could not read: only then is the reason worth its time.</summary>
    public static int Of(byte[] image, ImageLimits limits)
    {
        try
        {
            var info = ImageDecoder.Inspect(image);
            return Of((long)info.Width * info.Height > limits.MaxPixels ? ImageFault.TooLarge : ImageFault.Corrupt);
        }
        catch (UnreadableImageException e)
        {
            return Of(e.Fault);
        }
    }
}
