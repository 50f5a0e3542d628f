using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Faults.Decoding;

/// <summary>Small drawn images, one of every kind that takes a way of its own through the decoder.</summary>
internal static class ImageSeeds
{
    internal static (string Name, byte[] Bytes)[] All { get; } =
    [
        ("grey.jpeg", TestImages.GreyJpeg(48, 40, quality: 50)),
        ("colour.jpeg", TestImages.ColourJpeg(24, 20)),
        ("progressive.jpeg", JpegWriter.Write(4, 3, 3, static (x, y) => [x * 40, y * 50, 90], progressive: true)),
        ("cmyk.jpeg", JpegWriter.Write(3, 3, 4, static (x, y) => [x * 60, y * 60, 0, 200])),
        ("turned.jpeg", JpegWriter.WithOrientation(JpegWriter.Write(4, 2, 1, static (x, y) => [x * 60 + y]), 6)),
        ("grey.png", TestImages.GreyPng(30, 20, static (x, y) => x * y % 256)),
        ("palette.png", PngWriter.Write(24, 20, 4, PngWriter.Palette, static (x, y) => [(x + y) % 16], chunks: ("PLTE", new byte[48]))),
        ("one-bit.png", PngWriter.Write(24, 20, 1, PngWriter.Grey, static (x, y) => [(x + y) % 2], interlaced: true)),
        ("rgba.png", PngWriter.Write(16, 16, 8, PngWriter.RgbAlpha, static (x, y) => [x, y, 7, 200], allFilters: true)),
        ("grey16.png", PngWriter.Write(20, 18, 16, PngWriter.Grey, static (x, y) => [x * 200 + y], allFilters: true)),
        ("rgb16.png", PngWriter.Write(16, 16, 16, PngWriter.Rgb, static (x, y) => [x * 999, y * 999, 7], chunks: ("tRNS", new byte[6]))),
        ("interlaced16.png", PngWriter.Write(19, 17, 16, PngWriter.RgbAlpha, static (x, y) => [x * 999, y * 999, 7, 65535], interlaced: true, allFilters: true)),
        ("colour.bmp", TestImages.Bmp(16, 16, static (x, y) => ((byte)x, (byte)y, 9))),
        ("grey.gif", TestImages.Gif(18, 16, static (x, y) => x * y % 256)),
        ("colour.webp", TestImages.WebP(24, 20)),
    ];
}
