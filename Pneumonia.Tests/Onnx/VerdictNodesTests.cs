using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

/// <summary>The graph's last word is the decision that the class library gives; so no language has a probability without the gate.</summary>
[TestClass]
public sealed class VerdictNodesTests
{
    private static readonly BackboneGraph Backbone = new TinyBackbone().Read();

    public TestContext TestContext { get; set; } = null!;

    // The probability is exactly 0.5 whatever the image.
    [TestMethod]
    [DataRow(0.4f, null, null, Decision.Positive)]
    [DataRow(0.6f, null, null, Decision.Negative)]
    [DataRow(0.4f, 0.6f, null, Decision.Refer)]
    [DataRow(0.4f, 0.5f, null, Decision.Positive)]
    [DataRow(0.6f, 0.9f, null, Decision.Negative)]
    [DataRow(0.4f, null, 1e-9f, Decision.NotAChestXray)]
    [DataRow(0.6f, null, 1e-9f, Decision.NotAChestXray)]
    [DataRow(0.4f, 0.6f, 1e9f, Decision.Refer)]
    [DataRow(0.6f, 0.6f, 1e9f, Decision.Negative)]
    public void Decision_Binary_FollowsThresholdBandAndGate(float threshold, float? referBelow, float? limit, Decision expected)
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, Half(1), Backbone) with { Thresholds = [threshold], ReferBelow = referBelow, TypicalityLimit = limit };

        Assert.AreEqual(expected, Decide(spec));
    }

    [TestMethod]
    [DataRow(0.4f, 0.9f, 0.6f, Decision.Refer)]
    [DataRow(0.4f, 0.9f, 0.5f, Decision.Positive)]
    [DataRow(0.9f, 0.9f, 0.6f, Decision.Negative)]
    public void Decision_MultiLabel_IsOfTheMostProbableLabel(float first, float second, float referBelow, Decision expected)
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiLabel, 2, Half(2), Backbone) with { Thresholds = [first, second], ReferBelow = referBelow };

        Assert.AreEqual(expected, Decide(spec));
    }

    [TestMethod]
    [DataRow(1e-6f, 0.01f, Decision.Positive)]
    [DataRow(1e-6f, 1f, Decision.Refer)]
    [DataRow(1f, 1f, Decision.Negative)]
    public void Decision_MultiClassWithNegative_IsOfAnyFinding(float threshold, float referBelow, Decision expected)
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiClass, 3, null, Backbone) with
        {
            Thresholds = [1f, threshold, 1e-6f], NegativeIndex = 1, ReferBelow = referBelow,
        };

        Assert.AreEqual(expected, Decide(spec));
    }

    [TestMethod]
    [DataRow(0f, Decision.Positive)]
    [DataRow(1f, Decision.Refer)]
    public void Decision_MultiClassWithoutNegative_IsNeverNegative(float referBelow, Decision expected)
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiClass, 3, null, Backbone) with { ReferBelow = referBelow };

        Assert.AreEqual(expected, Decide(spec));
    }

    [TestMethod]
    public void Compose_BarsOutOfRange_AreNamedAllAtOnce()
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Backbone) with { ReferBelow = 1.5f, TypicalityLimit = 0 };

        var fault = Assert.ThrowsExactly<ArgumentException>(() => ClassifierGraph.Compose(spec));

        Assert.Contains("ReferBelow must lie in 0…1", fault.Message);
        Assert.Contains("TypicalityLimit must be finite and above zero", fault.Message);
    }

    private static CalibrationParameters.Isotonic Half(int outputs) => new([.. Enumerable.Repeat(new IsotonicCurve([0f], [0.5f]), outputs)]);

    private Decision Decide(ClassifierGraphSpec spec)
    {
        var graph = ClassifierGraph.Compose(spec);
        ClassifierGraphVerifier.Verify(graph, spec, cancellation: TestContext.CancellationToken);
        using var runner = new OnnxRunner(graph, 1, "classifier");
        var output = runner.Run(VerificationImages.Make(5, 2, 16), [2, 1, 16, 16], ClassifierGraph.Decision)[ClassifierGraph.Decision];
        Assert.AreSequenceEqual(new[] { 2, 1 }, output.Shape);
        Assert.AreEqual(output.Integers[0], output.Integers[1]);
        return ArtifactLayout.Graph.Decisions[(int)output.Integers[0]];
    }
}
