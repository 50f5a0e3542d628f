using Google.Protobuf;
using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

/// <summary>A verifier that never objects proves nothing: each test spoils one thing.</summary>
[TestClass]
public sealed class GraphVerifierTests
{
    private static readonly BackboneGraph Backbone = new TinyBackbone().Read();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Verify_OtherWeights_NamesTheDifference()
    {
        var error = Assert.ThrowsExactly<OnnxGraphException>(() => GraphVerifier.Verify(
            new TinyBackbone { Seed = 8 }.Read().ToFeatureModel(), Backbone, cancellation: TestContext.CancellationToken));

        Assert.AreEqual("tensor 'features'", error.Subject);
        Assert.Contains("a difference of", error.Found);
    }

    [TestMethod]
    public void Verify_BatchThatStaysFixed_IsRefused()
    {
        // The edit that opens the batch is undone.
        var backbone = new TinyBackbone { Shuffle = true, BatchOfOne = true }.Read();
        var model = OnnxFile.Read(backbone.ToFeatureModel());
        var shape = model.Graph.Initializer.Single(tensor => tensor.Name.EndsWith("join//open-shape", StringComparison.Ordinal));
        shape.RawData = OnnxTensors.Integers("", [4], [1, 4, 8, 8]).RawData;

        Assert.Contains("[3, 1, 16, 16]", Assert.ThrowsExactly<OnnxGraphException>(
            () => GraphVerifier.Verify(model.ToByteArray(), backbone, cancellation: TestContext.CancellationToken)).Message);
    }

    [TestMethod]
    public void Verify_Cancelled_Stops()
        => Assert.ThrowsExactly<OperationCanceledException>(
            () => GraphVerifier.Verify(Backbone.ToFeatureModel(), Backbone, cancellation: new CancellationToken(canceled: true)));

    [TestMethod]
    public void Compare_NotANumber_IsADifference()
        => Assert.ThrowsExactly<OnnxGraphException>(() => GraphVerifier.Compare("x", "must be equal", [1.0], [float.NaN], 1e9));

    [TestMethod]
    [DataRow("logits")]
    [DataRow("probabilities")]
    [DataRow("class_index")]
    [DataRow("activation_map")]
    [DataRow("typicality")]
    public void VerifyClassifier_OneOutputSpoiled_NamesIt(string spoiled)
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiClass, 3, new CalibrationParameters.Temperature(2f), Backbone);
        var other = spoiled switch
        {
            "logits" => spec with { Members = [new ClassifierMember(Backbone, ClassifierSpecs.Head(new Random(99), 6, 3))] },
            "probabilities" => spec with { Calibration = new CalibrationParameters.Temperature(1.9f) },
            "class_index" => spec with { Thresholds = [1f, 0.01f, 1e-6f] },
            "typicality" => spec with { Typicality = spec.Typicality with { ResidualVariance = 0.21f, AppearanceWeight = 1.1f * spec.Typicality.AppearanceWeight } },
            _ => spec,
        };
        var bytes = ClassifierGraph.Compose(other);
        if (spoiled == "activation_map")
        {
            var model = OnnxFile.Read(bytes);
            var places = model.Graph.Initializer.Single(tensor => tensor.Name == "member0/head/places");
            places.RawData = OnnxTensors.Floats("", [], new float[18]).RawData;
            bytes = model.ToByteArray();
        }

        var error = Assert.ThrowsExactly<OnnxGraphException>(
            () => ClassifierGraphVerifier.Verify(bytes, spec, cancellation: TestContext.CancellationToken));

        Assert.AreEqual($"tensor '{spoiled}'", error.Subject);
    }
}
