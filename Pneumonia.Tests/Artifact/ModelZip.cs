using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pneumonia.Model.Artifact;

namespace Pneumonia.Tests.Artifact;

/// <summary>A model file taken apart, to be put together wrongly.</summary>
internal sealed class ModelZip
{
    private ModelZip(SortedDictionary<string, byte[]> parts) => Parts = parts;

    public SortedDictionary<string, byte[]> Parts { get; }

    public string GraphEntry => Parts.Keys.Single(static k => k.EndsWith("OnnxModel", StringComparison.Ordinal));

    public static ModelZip Of(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            parts.Add(entry.FullName, copy.ToArray());
        }

        return new ModelZip(parts);
    }

    /// <summary>Changes the manifest and seals it again, as somebody would who knows how.</summary>
    public ModelZip WithManifest(Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(Parts[ArtifactLayout.Manifest])!.AsObject();
        change(manifest);
        return WithManifest(manifest.ToJsonString());
    }

    public ModelZip WithManifest(string json)
    {
        Parts[ArtifactLayout.Manifest] = Encoding.UTF8.GetBytes(json);
        Parts[ArtifactLayout.Seal] = Encoding.ASCII.GetBytes(Hash(Parts[ArtifactLayout.Manifest]) + "\n");
        return this;
    }

    /// <summary>Puts another graph in, with every hash right.</summary>
    public ModelZip WithGraph(byte[] graph)
    {
        var entry = GraphEntry;
        Parts[entry] = [.. BitConverter.GetBytes(graph.Length), .. graph];
        return WithManifest(m =>
        {
            m["graph"]!["sha256"] = Hash(graph);
            m["graph"]!["bytes"] = graph.Length;
            m["files"]![entry] = Hash(Parts[entry]);
        });
    }

    /// <summary>Puts another part in, with its hash right.</summary>
    public ModelZip WithPart(string name, byte[] bytes)
    {
        Parts[name] = bytes;
        return WithManifest(m => m["files"]![name] = Hash(bytes));
    }

    public ModelZip Without(string name)
    {
        Assert.IsTrue(Parts.Remove(name), name);
        return this;
    }

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in Parts)
            {
                using var target = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                target.Write(bytes);
            }
        }

        return file.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
