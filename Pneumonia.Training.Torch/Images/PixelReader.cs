using System.Buffers;
using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Data;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Torch.Images;

/// <summary>Decodes images to grey squares by the one recipe that serving uses too, rounded to bytes. Nothing is kept.</summary>
internal sealed class PixelReader(ImmutableArray<ImageFile> images, int side, ImageLimits limits) : IPixelSource
{
    public int Side => side;

    /// <exception cref="DataSetException">The image is no longer what it was.</exception>
    public void Read(int image, Span<byte> pixels)
    {
        var rented = ArrayPool<float>.Shared.Rent(side * side);
        var greys = rented.AsSpan(0, side * side);
        try
        {
            PixelRecipe.Prepare(images[image].Require(limits), side, greys, limits);
            for (var i = 0; i < greys.Length; i++) pixels[i] = (byte)(greys[i] + 0.5f);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
