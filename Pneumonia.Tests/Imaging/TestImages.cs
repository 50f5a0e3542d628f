using System.Buffers.Binary;
using Pneumonia.Model.Imaging;
using SkiaSharp;

namespace Pneumonia.Tests.Imaging;

/// <summary>Small images made in code.</summary>
internal static class TestImages
{
    /// <summary>A smooth, unsymmetrical picture with some texture; the same for a seed on every machine.</summary>
    internal static byte[] GreyJpeg(int width, int height, int seed = 1, int quality = 90) => Encode(width, height, seed, SKColorType.Gray8, SKEncodedImageFormat.Jpeg, quality);

    internal static byte[] ColourJpeg(int width, int height, int seed = 1) => Encode(width, height, seed, SKColorType.Rgba8888, SKEncodedImageFormat.Jpeg, 90);

    internal static byte[] WebP(int width, int height, int seed = 1) => Encode(width, height, seed, SKColorType.Rgba8888, SKEncodedImageFormat.Webp, 90);

    internal static byte[] GreyPng(int width, int height, Func<int, int, int> grey) => PngWriter.Write(width, height, 8, PngWriter.Grey, (x, y) => [grey(x, y)]);

    internal static int Texture(int x, int y, int seed) => (x * 2 + y * 5 + (x * y * 7 + seed * 31) % 23) % 256;

    /// <summary>A 24-bit bitmap, rows from the bottom.</summary>
    internal static byte[] Bmp(int width, int height, Func<int, int, (byte R, byte G, byte B)> pixel)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        file[10] = 54;
        file[14] = 40;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        (file[26], file[28]) = (1, 24);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = 54 + (height - 1 - y) * stride + x * 3;
                (file[at + 2], file[at + 1], file[at]) = pixel(x, y);
            }
        }

        return file;
    }

    /// <summary>A GIF with a grey palette; clear codes keep its codes at 9 bits.</summary>
    internal static byte[] Gif(int width, int height, Func<int, int, int> grey)
    {
        var bits = new List<bool>();
        void Code(int code) { for (var i = 0; i < 9; i++) bits.Add((code >> i & 1) != 0); }
        for (var i = 0; i < width * height; i++)
        {
            if (i % 100 == 0) Code(256);
            Code(grey(i % width, i / width));
        }

        Code(257);
        while (bits.Count % 8 != 0) bits.Add(false);
        var data = bits.Chunk(8).Select(b => (byte)Enumerable.Range(0, 8).Sum(k => b[k] ? 1 << k : 0));
        byte[] size = [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];
        return
        [
            .. "GIF89a"u8, .. size, 0xF7, 0, 0, .. Enumerable.Range(0, 256).SelectMany(i => new[] { (byte)i, (byte)i, (byte)i }),
            0x2C, 0, 0, 0, 0, .. size, 0, 8, .. data.Chunk(255).SelectMany(c => c.Prepend((byte)c.Length)), 0, 0x3B,
        ];
    }

    internal static float[] Prepare(byte[] encoded, int size, ImageLimits? limits = null)
    {
        var pixels = new float[size * size];
        PixelRecipe.Prepare(encoded, size, pixels, limits);
        return pixels;
    }

    internal static float MeanDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{a.Length} pixels against {b.Length}.");
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += Math.Abs(a[i] - b[i]);
        return (float)(sum / a.Length);
    }

    private static unsafe byte[] Encode(int width, int height, int seed, SKColorType type, SKEncodedImageFormat format, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, type, SKAlphaType.Opaque));
        var bytes = bitmap.BytesPerPixel;
        var first = (byte*)bitmap.GetPixels();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = first + y * bitmap.RowBytes + x * bytes;
                for (var c = 0; c < bytes; c++) pixel[c] = c == 3 ? (byte)255 : (byte)Texture(x / 4 + c * 9, y / 4, seed);
            }
        }

        return bitmap.Encode(format, quality).ToArray();
    }
}
