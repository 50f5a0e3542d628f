using Pneumonia.Model.Artifact;

namespace Pneumonia.Training.Packaging;

/// <summary>
/// Which images a model has seen, as hashes inside its file: so that a figure on them is never taken for one on new images. 64 bits of
/// a hash tell images apart and give nothing of them away.
/// </summary>
internal static class SeenImages
{
    public static string Write(IEnumerable<string> sha256)
        => string.Concat(sha256.Select(static h => h[..ArtifactLayout.SeenDigits]).Distinct().Order(StringComparer.Ordinal).Select(static h => h + "\n"));

    public static HashSet<string> Read(ModelArchive archive)
        => [.. (archive.ReadText(ArtifactLayout.SeenImages) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public static bool Contains(IReadOnlySet<string> seen, string? sha256) => sha256 is not null && seen.Contains(sha256[..ArtifactLayout.SeenDigits]);
}
