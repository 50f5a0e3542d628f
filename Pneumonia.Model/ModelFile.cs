using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model;

/// <summary>Looks into a model file without running it.</summary>
public static class ModelFile
{
    /// <summary>Reads only the manifest, without the graph.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    public static ModelManifest ReadManifest(string path)
    {
        using var archive = ModelArchive.Open(path);
        return archive.Manifest;
    }

    /// <summary>Checks every entry of the file against its hash and returns the manifest.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    public static ModelManifest Verify(string path)
    {
        using var archive = ModelArchive.Open(path);
        archive.VerifyEveryEntry();
        return archive.Manifest;
    }

    /// <summary>Reads the model card, in Markdown; empty where the file has none.</summary>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model.</exception>
    public static string ReadCard(string path)
    {
        using var archive = ModelArchive.Open(path);
        return archive.ReadText(ArtifactLayout.Card) ?? "";
    }

    /// <summary>Reads the raw graph, checked against its hash: ONNX for any runtime.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="maxBytes">Largest graph, in bytes, inclusive.</param>
    /// <exception cref="ModelFileException">The file is missing, damaged, of a newer format or no model; or the graph is larger.</exception>
    public static byte[] ReadGraph(string path, long maxBytes = 1L << 30)
    {
        using var archive = ModelArchive.Open(path);
        return archive.ReadGraph(maxBytes);
    }
}
