using System.Security.Cryptography;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Features;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

[TestClass]
public sealed class BackboneExportTests
{
    private static readonly string Shipped = Pneumonia.Cli.Commands.ShippedModel.Path;

    [TestMethod]
    public void Write_TrainedModel_GivesItsFeaturesAndSaysWhatItHasSeen()
    {
        using var folder = new TempFolder();
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
    public void Write_SeveralScales_AreTheFeaturesOfSeveralDepthsOnTheFinestMap()
    {
        using var folder = new TempFolder();
        BackboneExport.Write(Shipped, folder.At("1.onnx"), "x");
        BackboneExport.Write(Shipped, folder.At("2.onnx"), "x", scales: 2);

        var (one, two) = (BackboneGraph.Read(File.ReadAllBytes(folder.At("1.onnx"))), BackboneGraph.Read(File.ReadAllBytes(folder.At("2.onnx"))));
        Assert.AreEqual((352, 4, 4), (one.FeatureWidth, one.MapHeight, one.MapWidth));
        Assert.AreEqual((176 + 352, 7, 7), (two.FeatureWidth, two.MapHeight, two.MapWidth));
        Assert.IsLessThan(1e-3, GraphVerifier.Verify(two.ToFeatureModel(), two));

        // The last map, stretched by shares of area, keeps its mean: its features are those of the one-scale file.
        var pixels = VerificationImages.Make(3, 1, one.Input.Side);
        using var first = new OnnxRunner(one.ToFeatureModel(), 1, "one");
        using var second = new OnnxRunner(two.ToFeatureModel(), 1, "two");
        float[] Features(OnnxRunner runner) => runner.Run(pixels, [1, 1, one.Input.Side, one.Input.Side], "features")["features"].Floats;
        var (expected, found) = (Features(first), Features(second)[^352..]);
        for (var i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], found[i], 1e-4f * Math.Max(1, expected[i]));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(9)]
    public void Write_ScalesThatTheNetworkLacks_AreRefused(int scales)
    {
        using var folder = new TempFolder();

        var fault = Assert.ThrowsExactly<BackboneException>(() => BackboneExport.Write(Shipped, folder.At("x.onnx"), "x", scales));

        Assert.Contains($"must have maps of {scales} sizes", fault.Message);
        Assert.IsFalse(File.Exists(folder.At("x.onnx")));
    }

    [TestMethod]
    public void TrainedOn_FileThatSaysNothing_IsNull()
    {
        Assert.IsNull(BackboneOrigin.Read(new byte[] { 1, 2, 3 }));
        Assert.IsNull(BackboneOrigin.Read(new Onnx.TinyBackbone().Read().ToFeatureModel()));
    }
}
