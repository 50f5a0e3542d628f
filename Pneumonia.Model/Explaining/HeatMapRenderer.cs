using System.Runtime.InteropServices;
using Pneumonia.Model.Imaging;
using SkiaSharp;

namespace Pneumonia.Model.Explaining;

/// <summary>Draws activation maps over images.</summary>
internal static class HeatMapRenderer
{
    private const int Gap = 8;
    private const int BarWidth = 16;
    private const float White = 255;

    public static byte[] Overlay(GreyImage image, ActivationMap map, HeatMapStyle style)
    {
        var grey = Fitted(image, style.MaxSide);
        var canvas = new Canvas(grey.Width, grey.Height);
        Paint(canvas, 0, grey, Heat(map, grey.Width, grey.Height), (float)style.Opacity);
        return canvas.ToPng();
    }

    public static byte[] SideBySide(GreyImage image, ActivationMap map, HeatMapStyle style)
    {
        var grey = Fitted(image, style.MaxSide);
        var (width, height) = (grey.Width, grey.Height);
        var canvas = new Canvas((2 * width) + (2 * Gap) + BarWidth, height);
        Paint(canvas, 0, grey, null, 0);
        Paint(canvas, width + Gap, grey, Heat(map, width, height), (float)style.Opacity);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < BarWidth; x++) canvas.Set((2 * (width + Gap)) + x, y, HeatColours.Of(1 - (y / (float)Math.Max(height - 1, 1))));
        }

        return canvas.ToPng();
    }

    /// <summary>Evidence for the label at every pixel, in [0, 1]; what speaks against it is 0.</summary>
    /// <returns>Null where no place speaks for the label, or the map is not finite.</returns>
    internal static GreyImage? Heat(ActivationMap map, int width, int height)
    {
        var largest = map.Values.Max(Math.Abs);
        if (!(largest > 0) || !float.IsFinite(largest)) return null;

        // GreyImage holds [0, 255]: the resizer, bilinear here, is the images' own.
        var values = map.Values.Select(v => Math.Max(0, v / largest) * White).ToArray();
        return new GreyImage(map.Width, map.Height, values).Stretch(width, height);
    }

    private static GreyImage Fitted(GreyImage image, int maxSide)
    {
        var longer = Math.Max(image.Width, image.Height);
        if (longer <= maxSide) return image;
        int Side(int side) => Math.Max(1, (int)Math.Round((double)side * maxSide / longer));
        return image.Stretch(Side(image.Width), Side(image.Height));
    }

    private static void Paint(Canvas canvas, int left, GreyImage grey, GreyImage? heat, float opacity)
    {
        var pixels = grey.Pixels;
        var strengths = heat is null ? [] : heat.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            var strength = strengths.IsEmpty ? 0 : strengths[i] / White;
            var alpha = opacity * strength;
            var (r, g, b) = HeatColours.Of(strength);
            var under = (1 - alpha) * pixels[i];
            canvas.Set(left + (i % grey.Width), i / grey.Width, (Byte(under + (alpha * r)), Byte(under + (alpha * g)), Byte(under + (alpha * b))));
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp(MathF.Round(value), 0, White);

    private sealed class Canvas(int width, int height)
    {
        private readonly byte[] rgba = new byte[width * height * 4];

        public void Set(int x, int y, (byte R, byte G, byte B) colour)
        {
            var at = ((y * width) + x) * 4;
            (rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]) = (colour.R, colour.G, colour.B, 255);
        }

        public byte[] ToPng()
        {
            var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var bitmap = new SKBitmap(info);
            Marshal.Copy(rgba, 0, bitmap.GetPixels(), rgba.Length);
            using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            return png.ToArray();
        }
    }
}
