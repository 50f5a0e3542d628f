using System.Security.Cryptography;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Artifact;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

[TestClass]
public sealed class ModelPackagerTests
{
    [TestMethod]
    public void Write_SameInputsTwice_SameBytesOfAllThatIsOurs()
    {
        // ML.NET's threads write the blocks of its label map in the order in which they finish: that one entry is theirs.
        static bool IsOurs(string name) => !name.EndsWith("DefaultMap.idv", StringComparison.Ordinal);
        static ModelManifest Ours(ModelManifest m) => m with { Files = m.Files.RemoveRange(m.Files.Keys.Where(static k => !IsOurs(k))) };

        using var folder = new TempFolder();
        var (first, second) = (Write(folder.At("a.zip")), Write(folder.At("b.zip")));
        var (a, b) = (ModelZip.Of(File.ReadAllBytes(folder.At("a.zip"))), ModelZip.Of(File.ReadAllBytes(folder.At("b.zip"))));

        Assert.AreSequenceEqual(ManifestSerializer.Write(Ours(first)), ManifestSerializer.Write(Ours(second)));
        foreach (var name in a.Parts.Keys.Where(static n => IsOurs(n) && !n.StartsWith("Pneumonia/manifest", StringComparison.Ordinal)))
        {
            Assert.AreEqual(Convert.ToBase64String(a.Parts[name]), Convert.ToBase64String(b.Parts[name]), name);
        }
    }

    [TestMethod]
    public void Write_Manifest_HoldsTheGraphAndTheHashOfEveryPart()
    {
        using var folder = new TempFolder();
        var graph = TinyModels.Graph(ClassificationTask.Binary);
        var manifest = Write(folder.At("a.zip"));
        var parts = ModelZip.Of(File.ReadAllBytes(folder.At("a.zip"))).Parts;

        Assert.AreEqual(graph.Length, manifest.Graph.Bytes);
        Assert.AreEqual(Hash(graph), manifest.Graph.Sha256);
        Assert.AreSequenceEqual(graph, ModelFile.ReadGraph(folder.At("a.zip")));
        foreach (var (name, hash) in manifest.Files) Assert.AreEqual(hash, Hash(parts[name]), name);
        Assert.AreSequenceEqual(
            parts.Keys.Where(static k => k is not (ArtifactLayout.Manifest or ArtifactLayout.Seal)).ToArray(), manifest.Files.Keys.Order(StringComparer.Ordinal).ToArray());
        Assert.Contains("# Card", ModelFile.ReadCard(folder.At("a.zip")));
    }

    [TestMethod]
    public void Write_DiskIsFull_KeepsTheOldModel()
    {
        if (!File.Exists("/dev/full")) Assert.Inconclusive("This system has no device that is always full.");
        using var folder = new TempFolder();
        Write(folder.At("a.zip"));
        var old = File.ReadAllBytes(folder.At("a.zip"));
        File.CreateSymbolicLink(folder.At("a.zip.part"), "/dev/full");
        Assert.Throws<IOException>(() => Write(folder.At("a.zip")));
        Assert.AreSequenceEqual(old, File.ReadAllBytes(folder.At("a.zip")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Write_SideThatMLNetsRoadDoesNotKnow_SaysWhichItKnows()
    {
        using var folder = new TempFolder();
        var fault = Assert.Throws<ArgumentException>(() => ModelPackager.Write(
            folder.At("a.zip"), new ModelBody.Onnx(TinyModels.Graph(ClassificationTask.Binary)), Manifests.Of(ClassificationTask.Binary, 65), static _ => "", []));
        Assert.Contains("65", fault.Message);
        Assert.Contains("64, 96", fault.Message);
    }

    [TestMethod]
    public void Export_Graph_IsTheModelsOwn()
    {
        using var folder = new TempFolder();
        GraphExport.Write(TinyModels.Path(ClassificationTask.Binary), folder.At("graph.onnx"));
        Assert.AreSequenceEqual(TinyModels.Graph(ClassificationTask.Binary), File.ReadAllBytes(folder.At("graph.onnx")));
        Assert.ThrowsExactly<ModelFileException>(() => GraphExport.Write(folder.At("graph.onnx"), folder.At("again.onnx")));
        Assert.IsFalse(File.Exists(folder.At("again.onnx")));
    }

    private static Pneumonia.Model.Manifest.ModelManifest Write(string path) => ModelPackager.Write(
        path, new ModelBody.Onnx(TinyModels.Graph(ClassificationTask.Binary)), Manifests.Of(ClassificationTask.Binary, TinyModels.Side), static m => $"# Card {m.Graph.Sha256}\n", [new string('a', 64)]);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
