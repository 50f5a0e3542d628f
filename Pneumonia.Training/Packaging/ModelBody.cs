using System.Collections.Immutable;
using System.Security.Cryptography;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Packaging;

/// <summary>What runs inside a model file.</summary>
internal abstract record ModelBody
{
    private ModelBody()
    {
    }

    /// <summary>Saves it as ML.NET saves any model.</summary>
    public abstract void Save(ModelManifest manifest, string path);

    /// <summary>Finds the network among what was saved.</summary>
    public abstract GraphRecord Locate(IReadOnlyDictionary<string, byte[]> parts);

    /// <summary>One ONNX graph.</summary>
    internal sealed record Onnx(byte[] Graph) : ModelBody
    {
        public override void Save(ModelManifest manifest, string path) => MLNetChain.Save(Graph, manifest, path);

        public override GraphRecord Locate(IReadOnlyDictionary<string, byte[]> parts)
        {
            var entry = parts.Keys.Single(static k => k.EndsWith(ArtifactLayout.OnnxEntrySuffix, StringComparison.Ordinal));
            return new GraphRecord(GraphRecord.Onnx, entry, Hash(Graph), Graph.Length);
        }
    }

    /// <summary>A transformer that only ML.NET can run.</summary>
    internal sealed record Transformer(TransformerNetwork Network) : ModelBody
    {
        public override void Save(ModelManifest manifest, string path) => Network.Save(path);

        // The trainer alone knows how its network is called; it is by far the largest part.
        public override GraphRecord Locate(IReadOnlyDictionary<string, byte[]> parts)
        {
            var (entry, bytes) = parts.MaxBy(static p => p.Value.Length);
            return new GraphRecord(GraphRecord.TensorFlow, entry, Hash(bytes), bytes.Length);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
