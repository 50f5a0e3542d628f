using Microsoft.ML.OnnxRuntime;
using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;
using Pneumonia.Training.Onnx.Quantisation;
using DataType = Pneumonia.Training.Onnx.Proto.TensorProto.Types.DataType;

namespace Pneumonia.Tests.Onnx.Quantisation;

[TestClass]
public sealed class GraphQuantiserTests
{
    private const int Threads = 2;

    [TestMethod]
    public void ToInt8_TinyBackbone_StaysCloseAndIsTheSameEachTime()
    {
        var backbone = new TinyBackbone { Channels = 1, InputName = "pixels", Side = 64 }.Read();
        var images = new CalibrationPixels(VerificationImages.Make(3, 20, 64), 64);

        var quantised = GraphQuantiser.ToInt8(backbone.ToFeatureModel(), FeatureGraph.Features, images, Threads);

        Assert.IsInRange(1e-6, 0.03, quantised.Error);
        Assert.AreSequenceEqual(quantised.Model, GraphQuantiser.ToInt8(backbone.ToFeatureModel(), FeatureGraph.Features, images, Threads).Model);
        var again = BackboneGraph.Read(quantised.Model);
        Assert.AreEqual((backbone.FeatureWidth, backbone.MapHeight), (again.FeatureWidth, again.MapHeight));
        Assert.AreNotEqual(backbone.Key, again.Key);
        GraphVerifier.Verify(again.ToFeatureModel(), again);
    }

    [TestMethod]
    public void ToInt8_ChestBackbone_EveryConvolutionRunsInWholeNumbers()
    {
        var backbone = BackboneGraph.Read(BackboneFiles.Read(BackboneFiles.Chest));
        var images = new CalibrationPixels(VerificationImages.Make(3, 20, backbone.Input.Side), backbone.Input.Side);
        var floats = backbone.ToFeatureModel();

        var quantised = GraphQuantiser.ToInt8(floats, FeatureGraph.Features, images, Threads).Model;

        var convolutions = backbone.Body.Node.Count(static n => n.OpType == "Conv");
        var run = Optimised(quantised).Graph.Node.GroupBy(static n => n.OpType).ToDictionary(static g => g.Key, static g => g.Count());
        Assert.AreEqual(convolutions, run.GetValueOrDefault("QLinearConv"), string.Join(", ", run));
        Assert.IsFalse(run.ContainsKey("Conv"));
        Assert.IsLessThan(0.35 * floats.Length, quantised.Length);
    }

    [TestMethod]
    [DataRow(ClassificationTask.Binary, 1, "isotonic")]
    [DataRow(ClassificationTask.MultiLabel, 3, "platt")]
    public void ToInt8_ComposedGraph_LeavesAllButTheBackboneInFloats(ClassificationTask task, int outputs, string calibration)
    {
        var backbone = new TinyBackbone { Channels = 1, InputName = "pixels", Side = 64 }.Read();
        var spec = ClassifierSpecs.Make(task, outputs, ClassifierSpecs.Calibration(calibration, outputs), backbone);
        var images = new CalibrationPixels(VerificationImages.Make(3, 20, 64), 64);

        var graph = OnnxFile.Read(GraphQuantiser.ToInt8(ClassifierGraph.Compose(spec), ClassifierGraph.Logits, images, Threads).Model).Graph;

        Assert.IsNotEmpty(graph.Node.Where(static n => n.OpType == "QuantizeLinear"));
        var bytes = graph.Initializer.Where(static t => t.DataType is (int)DataType.Int8 or (int)DataType.Uint8).Select(static t => t.Name);
        // This backbone reads the pixels as they come; so does the appearance, which must not see them rounded.
        Assert.IsTrue(bytes.All(static t => QdqSites.IsBody(t) || t.StartsWith("pixels//", StringComparison.Ordinal)), string.Join(", ", bytes));
        Assert.IsEmpty(graph.Node.Where(static n => !QdqSites.IsBody(n.Output[0]) && n.Input.Contains("pixels//float") && n.OpType != "DequantizeLinear"));
        Assert.IsNotEmpty(graph.Node.Where(static n => n.Output[0].StartsWith("appearance/", StringComparison.Ordinal) && n.Input.Contains("pixels")));
    }

    [TestMethod]
    public void ToFloat16_ChestBackbone_HalvesTheFileAndHardlyChangesTheFeatures()
    {
        var backbone = BackboneGraph.Read(BackboneFiles.Read(BackboneFiles.Chest));
        var floats = backbone.ToFeatureModel();

        var halves = GraphQuantiser.ToFloat16(floats);

        Assert.IsInRange(0.49, 0.53, (double)halves.Length / floats.Length);
        var side = backbone.Input.Side;
        var (before, after) = (Features(floats, side), Features(halves, side));
        var largest = before.Max(Math.Abs);
        Assert.IsTrue(before.Zip(after).All(p => Math.Abs(p.First - p.Second) < 2e-3 * largest));
        Assert.IsFalse(before.AsSpan().SequenceEqual(after));
    }

    [TestMethod]
    public void ToInt8_NothingToQuantise_IsRefused()
    {
        var images = new CalibrationPixels(VerificationImages.Make(3, 2, 64), 64);

        var error = Assert.ThrowsExactly<OnnxGraphException>(() => GraphQuantiser.ToInt8(AppearanceNodes.Write(64), FeatureGraph.Features, images, Threads));

        Assert.Contains("convolutions", error.Message);
    }

    private static float[] Features(byte[] model, int side)
    {
        using var runner = new OnnxRunner(model, Threads, "features");
        return runner.Run(VerificationImages.Make(5, 3, side), [3, 1, side, side], FeatureGraph.Features)[FeatureGraph.Features].Floats;
    }

    // What ONNX Runtime makes of it before it runs; its operators lie in other domains, so our own reader would refuse them.
    private static ModelProto Optimised(byte[] model)
    {
        using var folder = new TempFolder();
        var path = folder.At("optimised.onnx");
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
            OptimizedModelFilePath = path,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using (new InferenceSession(model, options))
        {
            return ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        }
    }
}
