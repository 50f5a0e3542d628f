using System.Runtime.InteropServices;
using Pneumonia.Model.Imaging;
using SkiaSharp;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>Writes a grey image as a grey JPEG.</summary>
internal static class GreyJpeg
{
    /// <param name="image">What is written; greys are rounded.</param>
    /// <param name="quality">0…100.</param>
    public static byte[] Encode(GreyImage image, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        var line = new byte[image.Width];
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.Slice(y * image.Width, image.Width);
            for (var x = 0; x < row.Length; x++) line[x] = (byte)MathF.Round(Math.Clamp(row[x], 0, 255));
            Marshal.Copy(line, 0, bitmap.GetPixels() + (y * bitmap.RowBytes), line.Length);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
