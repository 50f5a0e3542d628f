using System.Buffers;
using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Model.Inference;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Torch.Images;

/// <summary>Decodes images to grey squares by the one recipe that serving uses too, rounded to bytes. Nothing is kept.</summary>
internal sealed class PixelReader(ImmutableArray<ImageFile> images, int side, ImageLimits limits) : IPixelSource
{
    public int Side => side;

    /// <exception cref="EndToEndException">The image can no longer be read.</exception>
    public void Read(int image, Span<byte> pixels)
    {
        var rented = ArrayPool<float>.Shared.Rent(side * side);
        var greys = rented.AsSpan(0, side * side);
        try
        {
            PixelRecipe.Prepare(ImageSource.Read(images[image].Path, limits), side, greys, limits);
            for (var i = 0; i < greys.Length; i++) pixels[i] = (byte)(greys[i] + 0.5f);
        }
        catch (UnreadableImageException e)
        {
            throw new EndToEndException($"An image that was readable a moment ago no longer is: '{images[image].Path}': {e.Message}", e);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
