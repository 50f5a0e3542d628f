using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Packaging;

/// <summary>Puts graph, manifest and card into one ML.NET .zip, whole or not at all.</summary>
internal static class ModelPackager
{
    // The earliest time a .zip can hold: the same parts give the same bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the model file atomically.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="body">What runs inside.</param>
    /// <param name="draft">The manifest; its graph and file hashes are filled in here.</param>
    /// <param name="card">The model card, made from the finished manifest.</param>
    /// <param name="seen">SHA-256 of the images that training or calibration saw.</param>
    /// <returns>The manifest as written.</returns>
    public static ModelManifest Write(string path, ModelBody body, ModelManifest draft, Func<ModelManifest, string> card, IEnumerable<string> seen)
    {
        using var folder = PrivateFolder.Create();
        var chain = folder.File("chain.zip");
        body.Save(draft, chain);

        using var source = ZipFile.OpenRead(chain);
        var parts = source.Entries.ToImmutableSortedDictionary(static e => e.FullName, Bytes, StringComparer.Ordinal);
        var withGraph = draft with { Graph = body.Locate(parts) };
        parts = parts
            .Add(ArtifactLayout.Card, Encoding.UTF8.GetBytes(card(withGraph)))
            .Add(ArtifactLayout.SeenImages, Encoding.ASCII.GetBytes(SeenImages.Write(seen)));
        var manifest = withGraph with
        {
            Files = parts.ToImmutableSortedDictionary(static p => p.Key, static p => Hash(p.Value), StringComparer.Ordinal),
        };

        var json = ManifestSerializer.Write(manifest);
        parts = parts
            .Add(ArtifactLayout.Manifest, json)
            .Add(ArtifactLayout.Seal, Encoding.ASCII.GetBytes(Hash(json) + "\n"));
        AtomicFile.Write(path, stream => WriteZip(stream, parts, manifest.Graph.Entry));
        return manifest;
    }

    private static void WriteZip(Stream stream, ImmutableSortedDictionary<string, byte[]> parts, string graph)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in parts)
        {
            // Weights hardly compress, and stored bytes load faster.
            var level = name == graph ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
            var entry = zip.CreateEntry(name, level);
            entry.LastWriteTime = EntryTime;
            using var target = entry.Open();
            target.Write(bytes);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream((int)entry.Length);
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
