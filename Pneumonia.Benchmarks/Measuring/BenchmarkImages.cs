using System.Security.Cryptography;
using Pneumonia.Training.Features;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>The images of a folder, with their hashes.</summary>
internal static class BenchmarkImages
{
    public static IReadOnlyList<ImageFile> In(string folder)
        => [.. Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => new ImageFile(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))
            .DistinctBy(static i => i.Sha256)];

    /// <summary>The bytes of some hundred images of a folder.</summary>
    public static byte[][] Bytes(string folder, int most = 400)
        => [.. Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(most).Select(File.ReadAllBytes)];

    /// <summary>As many images as asked for: those of the folder again and again, each copy with a hash of its own.</summary>
    public static IReadOnlyList<ImageFile> Copies(string folder, int count, PrivateFolder work)
    {
        var sources = In(folder);
        return [.. Enumerable.Range(0, count).Select(i => Copy(sources[i % sources.Count].Path, i, work))];
    }

    // Bytes after a JPEG's end change its hash, not its pixels.
    private static ImageFile Copy(string source, int number, PrivateFolder work)
    {
        var path = work.File($"{number}.jpeg");
        byte[] bytes = [.. File.ReadAllBytes(source), .. BitConverter.GetBytes(number)];
        File.WriteAllBytes(path, bytes);
        return new ImageFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
