using System.Collections.Immutable;
using System.Security.Cryptography;
using Pneumonia.Tests.Imaging;
using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Features;

/// <summary>Small, different images in a folder.</summary>
internal static class ImageSet
{
    public static ImmutableArray<ImageFile> Write(string folder, int count, int side = 32)
    {
        Directory.CreateDirectory(folder);
        return [.. Enumerable.Range(0, count).Select(i => WriteOne(Path.Combine(folder, $"{i:D4}.jpg"), i, side))];
    }

    public static ImageFile WriteOne(string path, int seed, int side)
    {
        // What follows a JPEG's end is no part of the picture, but makes it another file.
        byte[] bytes = [.. TestImages.GreyJpeg(side, side + (seed % 7), seed), .. BitConverter.GetBytes(seed)];
        File.WriteAllBytes(path, bytes);
        return new ImageFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
