using Google.Protobuf;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class BackboneGraphTests
{
    public TestContext TestContext { get; set; } = null!;

    private static IEnumerable<object[]> Habits =>
    [
        [new TinyBackbone(), "act2", 8],
        [new TinyBackbone { Pool = "ReduceMean", Coarse = true }, "act2", 4],
        [new TinyBackbone { Pool = "AveragePool" }, "act2", 8],
        [new TinyBackbone { Pool = "MaxPool" }, "gap", 4],
        [new TinyBackbone { Pool = "MaxPool", ConstantReshape = true, BatchOfOne = true, Opset = 12 }, "gap", 4],
        [new TinyBackbone { BatchOfOne = true, ConstantReshape = true, Shuffle = true, NormaliseFirst = true }, "act2", 8],
        [new TinyBackbone { Opset = 7, InitializersAsInputs = true, ClipAttributes = true, Dropout = true, BatchOfOne = true }, "act2", 8],
        [new TinyBackbone { Opset = 9, InitializersAsInputs = true, ClipAttributes = true, Channels = 1, InputName = "pixels" }, "act2", 8],
        [new TinyBackbone { Opset = 17, Channels = 1, InputName = "pixels" }, "act2", 8],
        [new TinyBackbone { Opset = 21, NormaliseFirst = true }, "act2", 8],
    ];

    [TestMethod]
    [DynamicData(nameof(Habits))]
    public void Read_ExportersHabits_FindsTheMapAndEqualsItsSource(object backbone, string map, int side)
    {
        var read = ((TinyBackbone)backbone).Read();

        Assert.AreEqual(map, read.Site.Map);
        Assert.AreEqual((TinyBackbone.Features, side, side), (read.FeatureWidth, read.MapHeight, read.MapWidth));
        Assert.IsLessThan(
            1e-5, GraphVerifier.Verify(read.ToFeatureModel(includeMap: true), read, cancellation: TestContext.CancellationToken));
    }

    [TestMethod]
    public void Read_WholeClassifier_CutsTheClassifierAway()
    {
        var read = new TinyBackbone { Dropout = true }.Read();

        var model = OnnxFile.Read(read.ToFeatureModel());

        Assert.DoesNotContain(node => node.OpType is "Gemm" or "Dropout", model.Graph.Node);
        Assert.DoesNotContain(tensor => tensor.Name.EndsWith("/wc", StringComparison.Ordinal), model.Graph.Initializer);
        Assert.Contains(tensor => tensor.Name == "backbone/body/w2", model.Graph.Initializer);
    }

    [TestMethod]
    public void Read_PoolingOverLogits_PrefersTheOutputCalledFeatures()
    {
        // SqueezeNet: the last pooling averages the 1×1 convolution's logits; an own output gives the features before it.
        var model = new TinyBackbone().Model();
        var gap = model.Graph.Node.Single(node => node.OpType == "GlobalAveragePool");
        model.Graph.Initializer.Add(OnnxTensors.Floats("wl", [9, TinyBackbone.Features, 1, 1], new float[9 * TinyBackbone.Features]));
        model.Graph.Node.Add(OnnxNodes.Make("Conv", "logits-map", ["act2", "wl"]));
        model.Graph.Node.Add(OnnxNodes.Make("GlobalAveragePool", "logits", ["logits-map"]));
        model.Graph.Node.Add(OnnxNodes.Make("Flatten", "features", [gap.Output[0]]));
        model.Graph.Output.Clear();
        model.Graph.Output.Add(new ValueInfoProto { Name = "logits" });
        var withoutName = BackboneGraph.Read(model.ToByteArray());
        model.Graph.Output.Add(new ValueInfoProto { Name = "features" });

        var withName = BackboneGraph.Read(model.ToByteArray());

        Assert.AreEqual("logits-map", withoutName.Site.Map);
        Assert.AreEqual("act2", withName.Site.Map);
        Assert.AreEqual("act2", BackboneGraph.Read(model.ToByteArray(), new BackboneReadOptions { FeatureTensor = "act2" }).Site.Map);
    }

    [TestMethod]
    public void ToFeatureModel_MapRequested_FeaturesAreItsMean()
    {
        var read = new TinyBackbone().Read();
        using var runner = new OnnxRunner(read.ToFeatureModel(includeMap: true), 1, "feature model");

        var outputs = runner.Run(VerificationImages.Make(1, 5, 16), [5, 1, 16, 16], "features", "map");

        Assert.AreSequenceEqual(new[] { 5, 6, 8, 8 }, outputs["map"].Shape);
        Assert.AreSequenceEqual(new[] { 5, 6 }, outputs["features"].Shape);
        var means = outputs["map"].Floats.Chunk(64).Select(map => map.Average(value => (double)value)).ToArray();
        GraphVerifier.Compare("features", "must be means", means, outputs["features"].Floats, 1e-5);
    }

    [TestMethod]
    public void ToFeatureModel_Twice_GivesTheSameBytes()
        => Assert.AreSequenceEqual(new TinyBackbone().Read().ToFeatureModel(true), new TinyBackbone().Read().ToFeatureModel(true));

    [TestMethod]
    public void ToFeatureModel_OwnPreprocessing_IsApplied()
    {
        var backbone = new TinyBackbone();
        var read = backbone.Read(new BackboneReadOptions { Preprocessing = new Preprocessing(0.5f, [10f], [4f]) });
        Assert.IsLessThan(1e-5, GraphVerifier.Verify(read.ToFeatureModel(), read, cancellation: TestContext.CancellationToken));

        // The same file read with ImageNet's numbers gives other features: the preprocessing is not lost.
        Assert.ThrowsExactly<OnnxGraphException>(
            () => GraphVerifier.Verify(backbone.Read().ToFeatureModel(), read, cancellation: TestContext.CancellationToken));
    }

    [TestMethod]
    public void Read_OneChannelOfUnknownRange_AsksForPreprocessing()
        => Assert.Contains(
            "preprocessing",
            Assert.ThrowsExactly<OnnxGraphException>(() => new TinyBackbone { Channels = 1, InputName = "image" }.Read()).Message);

    [TestMethod]
    public void Read_TwoImageInputs_NamesBoth()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Input.Add(new TinyBackbone { InputName = "lateral" }.Image());

        Assert.AreEqual("'data', 'lateral'", Assert.ThrowsExactly<OnnxGraphException>(() => BackboneGraph.Read(model.ToByteArray())).Found);
    }

    [TestMethod]
    [DataRow(2, 16, "1 or 3 channels")]
    [DataRow(3, 2, "4 to 2048")]
    public void Read_InputOutOfRange_IsRefused(int channels, int side, string rule)
        => Assert.Contains(
            rule, Assert.ThrowsExactly<OnnxGraphException>(() => new TinyBackbone { Channels = channels, Side = side }.Read()).Rule);

    [TestMethod]
    public void Read_ChannelsThatTheWeightsDoNotTake_NamesBoth()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Input[0] = new TinyBackbone { Channels = 1 }.Image();

        var error = Assert.ThrowsExactly<OnnxGraphException>(
            () => BackboneGraph.Read(model.ToByteArray(), new BackboneReadOptions { Preprocessing = Preprocessing.Raw }));

        Assert.Contains("1", error.Message);
        Assert.Contains("3", error.Message);
    }

    [TestMethod]
    public void Read_OpenSide_TakesTheOneGiven()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new() { DimParam = "h" };
        model.Graph.Input[0].Type.TensorType.Shape.Dim[3] = new() { DimParam = "w" };

        Assert.Contains(
            "[batch_size, 3, h, w]", Assert.ThrowsExactly<OnnxGraphException>(() => BackboneGraph.Read(model.ToByteArray())).Found);
        Assert.AreEqual(12, BackboneGraph.Read(model.ToByteArray(), new BackboneReadOptions { Side = 24 }).MapHeight);
    }

    [TestMethod]
    public void Read_TrainingMode_IsRefused()
    {
        var model = new TinyBackbone { NormaliseFirst = true, Opset = 14 }.Model();
        model.Graph.Node[0].Attribute.Add(OnnxNodes.Int("training_mode", 1));
        model.Graph.Node[0].Output.Add("mean");
        model.Graph.Node[0].Output.Add("var");

        Assert.Contains("training_mode", Assert.ThrowsExactly<OnnxGraphException>(() => BackboneGraph.Read(model.ToByteArray())).Message);
    }
}
