using System.Security.Cryptography;
using Pneumonia.Training.Features;

namespace Pneumonia.Benchmarks;

/// <summary>The images of a folder, with their hashes.</summary>
internal static class BenchmarkImages
{
    public static IReadOnlyList<ImageFile> In(string folder)
        => [.. Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => new ImageFile(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))
            .DistinctBy(static i => i.Sha256)];
}
