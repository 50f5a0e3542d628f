using System.Buffers;

namespace Pneumonia.Model.Imaging;

/// <summary>Sets a radiograph upright and makes a negative a positive.</summary>
internal static class PoseUndo
{
    private const float White = 255;

    /// <param name="square">side × side greys in [0, 255], changed in place.</param>
    /// <param name="side">Side of the square.</param>
    /// <param name="inverted">Whether it is a negative.</param>
    /// <param name="rotation">Degrees by which it is turned clockwise: 0, 90, 180 or 270.</param>
    internal static void Apply(Span<float> square, int side, bool inverted, int rotation)
    {
        if (inverted) Invert(square);
        if (rotation == 0) return;

        var rented = ArrayPool<float>.Shared.Rent(square.Length);
        var turned = rented.AsSpan(0, square.Length);
        square.CopyTo(turned);
        Upright.Turn(turned, side, side, Stored(rotation), square);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <returns>A new image; its sides change places at 90° and 270°.</returns>
    internal static GreyImage Apply(GreyImage image, bool inverted, int rotation)
    {
        var pixels = new float[image.Pixels.Length];
        var orientation = Stored(rotation);
        Upright.Turn(image.Pixels, image.Width, image.Height, orientation, pixels);
        if (inverted) Invert(pixels);
        return Upright.SwapsSides(orientation) ? new GreyImage(image.Height, image.Width, pixels) : new GreyImage(image.Width, image.Height, pixels);
    }

    private static void Invert(Span<float> greys)
    {
        foreach (ref var grey in greys) grey = White - grey;
    }

    // EXIF names the turn that sets an image upright, a pose the turn that was done to it.
    private static ImageOrientation Stored(int rotation) => rotation switch
    {
        0 => ImageOrientation.TopLeft,
        90 => ImageOrientation.LeftBottom,
        180 => ImageOrientation.BottomRight,
        270 => ImageOrientation.RightTop,
        _ => throw new ArgumentOutOfRangeException(nameof(rotation), rotation, "The rotation must be 0, 90, 180 or 270."),
    };
}
