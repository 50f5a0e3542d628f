using Pneumonia.Model.Imaging;
using SkiaSharp;

namespace Pneumonia.Model.MLNet;

/// <summary>
/// What a TensorFlow network is given: a grey JPEG of exactly the side that it takes. TensorFlow's decode_jpeg reads no WebP or BMP, cuts 16-bit
/// PNGs to their high byte, ignores EXIF orientation, and its resizing leaps over pixels; so our own decoder and area averages do all that
/// beforehand, and every engine sees the same picture. At full quality no grey is off by more than a level or so.
/// </summary>
internal static class SquareJpeg
{
    private const int Quality = 100;

    /// <summary>Decodes, stretches and encodes anew.</summary>
    /// <exception cref="UnreadableImageException">The image is refused; the exception names the rule.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> image, int side, ImageLimits? limits = null)
    {
        var pixels = new float[side * side];
        PixelRecipe.Prepare(image, side, pixels, limits);
        return Encode(pixels, side);
    }

    /// <param name="pixels">side × side greys in [0, 255].</param>
    /// <param name="side">In pixels.</param>
    public static unsafe byte[] Encode(ReadOnlySpan<float> pixels, int side)
    {
        PixelRecipe.RequireSquare(side, pixels);
        var greys = new byte[pixels.Length];
        for (var i = 0; i < greys.Length; i++) greys[i] = (byte)Math.Clamp(MathF.Round(pixels[i]), 0, 255);
        fixed (byte* first = greys)
        {
            using var view = new SKPixmap(new SKImageInfo(side, side, SKColorType.Gray8, SKAlphaType.Opaque), (nint)first, side);
            using var data = view.Encode(SKEncodedImageFormat.Jpeg, Quality);
            return data.ToArray();
        }
    }
}
