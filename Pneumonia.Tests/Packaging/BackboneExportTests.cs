using System.Security.Cryptography;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;
using PrivateFolder = Pneumonia.Tests.Downloads.PrivateFolder;

namespace Pneumonia.Tests.Packaging;

[TestClass]
public sealed class BackboneExportTests
{
    [TestMethod]
    public void Write_TrainedModel_GivesItsFeaturesAndSaysWhatItHasSeen()
    {
        using var folder = new PrivateFolder();
        var path = folder.At("mine.onnx");

        BackboneExport.Write(TrainedModels.Binary.Path, path, "my images");

        var backbone = new BackboneStore(folder.Path).Resolve(path);
        Assert.AreEqual("my images", backbone.TrainedOn?.DataSet);
        var trained = TrainedModels.Set.Images.Select(static i => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(TrainedModels.Set.Folder, i.Path))))).ToList();
        var seen = trained.Count(backbone.TrainedOn!.Includes);
        Assert.IsInRange(1, trained.Count, seen);
        Assert.IsFalse(backbone.TrainedOn.Includes(new string('0', 64)));
        var graph = BackboneGraph.Read(backbone.Load());
        Assert.AreEqual(TrainedModels.Binary.Result.Manifest.InputSize, graph.Input.Side);
        Assert.IsLessThan(1e-3, GraphVerifier.Verify(graph.ToFeatureModel(), graph));
    }

    [TestMethod]
    public void TrainedOn_FileThatSaysNothing_IsNull()
    {
        Assert.IsNull(BackboneOrigin.Read(new byte[] { 1, 2, 3 }));
        Assert.IsNull(BackboneOrigin.Read(new Onnx.TinyBackbone().Read().ToFeatureModel()));
    }
}
