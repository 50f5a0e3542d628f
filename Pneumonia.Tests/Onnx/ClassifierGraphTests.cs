using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class ClassifierGraphTests
{
    private static readonly BackboneGraph Fine = new TinyBackbone().Read();
    private static readonly BackboneGraph Coarse
        = new TinyBackbone { Coarse = true, Opset = 7, ClipAttributes = true, Dropout = true, Seed = 9 }.Read();
    private static readonly BackboneGraph Grey = new TinyBackbone { Channels = 1, InputName = "pixels", Opset = 18, Seed = 4 }.Read();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(ClassificationTask.Binary, 1, "none")]
    [DataRow(ClassificationTask.Binary, 1, "platt")]
    [DataRow(ClassificationTask.Binary, 1, "temperature")]
    [DataRow(ClassificationTask.Binary, 1, "isotonic")]
    [DataRow(ClassificationTask.MultiClass, 3, "none")]
    [DataRow(ClassificationTask.MultiClass, 3, "temperature")]
    [DataRow(ClassificationTask.MultiLabel, 3, "none")]
    [DataRow(ClassificationTask.MultiLabel, 3, "platt")]
    [DataRow(ClassificationTask.MultiLabel, 3, "temperature")]
    [DataRow(ClassificationTask.MultiLabel, 3, "isotonic")]
    public void Compose_EveryTaskAndCalibration_EqualsTheReference(ClassificationTask task, int outputs, string calibration)
    {
        foreach (var members in new BackboneGraph[][] { [Fine], [Grey], [Fine, Coarse, Fine], [Coarse, Grey] })
        {
            var spec = ClassifierSpecs.Make(task, outputs, ClassifierSpecs.Calibration(calibration, outputs), members);

            ClassifierGraphVerifier.Verify(ClassifierGraph.Compose(spec), spec, cancellation: TestContext.CancellationToken);
        }
    }

    [TestMethod]
    public void Compose_SameSpec_GivesTheSameBytes()
    {
        ClassifierGraphSpec Make(IComparer<string> order) => ClassifierSpecs.Make(
            ClassificationTask.Binary, 1, null, new TinyBackbone().Read(), new TinyBackbone { Coarse = true }.Read()) with
        {
            Metadata = ImmutableSortedDictionary.Create<string, string>(order).Add("a", "1").Add("B", "2"),
        };

        Assert.AreSequenceEqual(
            ClassifierGraph.Compose(Make(StringComparer.Ordinal)), ClassifierGraph.Compose(Make(StringComparer.OrdinalIgnoreCase)));
    }

    [TestMethod]
    public void Compose_Metadata_IsReadableThroughASession()
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Fine) with
        {
            Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("classes", "NORMAL;PNEUMONIA"),
        };
        using var runner = new OnnxRunner(ClassifierGraph.Compose(spec), 1, "classifier");

        Assert.AreEqual("NORMAL;PNEUMONIA", runner.Metadata["classes"]);
    }

    [TestMethod]
    public void Compose_MembersOnOneBackbone_ShareIt()
    {
        // Read twice from the same bytes: other objects, the same backbone.
        var one = OnnxFile.Read(ClassifierGraph.Compose(ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Fine)));
        var three = OnnxFile.Read(ClassifierGraph.Compose(
            ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Fine, new TinyBackbone().Read(), new TinyBackbone().Read())));
        var other = OnnxFile.Read(ClassifierGraph.Compose(ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Fine, Coarse)));

        Assert.HasCount(one.Graph.Node.Count, three.Graph.Node);
        Assert.IsGreaterThan(one.Graph.Node.Count + 8, other.Graph.Node.Count);
    }

    [TestMethod]
    public void Compose_MapsOfOneSize_ActivationIsTheMeanOfTheMembers()
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiClass, 2, null, Fine, new TinyBackbone { Seed = 21 }.Read());
        var pixels = VerificationImages.Make(5, 1, spec.Side);
        using var composed = new OnnxRunner(ClassifierGraph.Compose(spec), 1, "classifier");
        var expected = new double[2 * 64];
        foreach (var (backbone, head) in spec.Members)
        {
            using var runner = new OnnxRunner(backbone.ToFeatureModel(includeMap: true), 1, "features");
            var map = runner.Run(pixels, [1, 1, 16, 16], "map")["map"].Floats;
            for (var i = 0; i < expected.Length; i++)
            {
                for (var f = 0; f < TinyBackbone.Features; f++)
                    expected[i] += 0.5 * map[f * 64 + i % 64] * head.Weights[f * 2 + i / 64];
            }
        }

        var activation = composed.Run(pixels, [1, 1, 16, 16], "activation_map")["activation_map"];

        Assert.AreSequenceEqual(new[] { 1, 2, 8, 8 }, activation.Shape);
        GraphVerifier.Compare("activation_map", "must be the members' mean", expected, activation.Floats, 1e-5);
    }

    [TestMethod]
    public void Compose_MapBaseline_IsTakenFromEveryMapAndGivenBackByTheOffset()
    {
        var plain = ClassifierSpecs.Make(ClassificationTask.MultiClass, 2, null, Fine);
        float[] baseline = [.. Enumerable.Range(0, 2 * 64).Select(static i => i / 10f)];
        var spec = plain with { MapBaseline = [.. baseline] };
        var graph = ClassifierGraph.Compose(spec);
        ClassifierGraphVerifier.Verify(graph, spec, cancellation: TestContext.CancellationToken);
        var pixels = VerificationImages.Make(5, 1, 16);
        float[] Map(byte[] bytes)
        {
            using var runner = new OnnxRunner(bytes, 1, "classifier");
            return runner.Run(pixels, [1, 1, 16, 16], "activation_map")["activation_map"].Floats;
        }

        var (before, after) = (Map(ClassifierGraph.Compose(plain)), Map(graph));

        for (var i = 0; i < baseline.Length; i++) Assert.AreEqual(before[i] - baseline[i], after[i], 1e-4f);
    }

    [TestMethod]
    public void Compose_MapBaselineOfAnotherSize_IsRefused()
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Fine) with { MapBaseline = [1f, float.NaN] };

        var fault = Assert.ThrowsExactly<ArgumentException>(() => ClassifierGraph.Compose(spec));

        Assert.Contains("MapBaseline must be empty or 1 × 8 × 8; found 2 values", fault.Message);
        Assert.Contains("MapBaseline must be finite", fault.Message);
    }

    [TestMethod]
    [DataRow(0.5f, 1L)]
    [DataRow(0.5000001f, 0L)]
    public void Compose_ProbabilityAtTheThreshold_IsPositive(float threshold, long expected)
    {
        // A single knot makes the probability exactly 0.5 whatever the image.
        var flat = new CalibrationParameters.Isotonic([new IsotonicCurve([0f], [0.5f])]);
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, flat, Fine) with { Thresholds = [threshold] };
        using var runner = new OnnxRunner(ClassifierGraph.Compose(spec), 1, "classifier");

        var output = runner.Run(VerificationImages.Make(5, 2, 16), [2, 1, 16, 16], "class_index")["class_index"];

        Assert.AreSequenceEqual(new[] { expected, expected }, output.Integers);
        Assert.AreSequenceEqual(new[] { 2, 1 }, output.Shape);
    }

    [TestMethod]
    [DataRow(1e-6f, 2L)]
    [DataRow(1f, 1L)]
    public void Compose_MultiClassWithNegative_FindingOnlyWhereItReachesItsThreshold(float finding, long expected)
    {
        // Class 2 has by far the smallest threshold, so it wins among the findings; class 1 means "nothing found".
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiClass, 3, null, Fine) with { Thresholds = [1f, finding, 1e-6f], NegativeIndex = 1 };
        var bytes = ClassifierGraph.Compose(spec);
        using var runner = new OnnxRunner(bytes, 1, "classifier");

        var output = runner.Run(VerificationImages.Make(5, 2, 16), [2, 1, 16, 16], "class_index")["class_index"];

        Assert.AreSequenceEqual(new[] { expected, expected }, output.Integers);
        ClassifierGraphVerifier.Verify(bytes, spec, cancellation: TestContext.CancellationToken);
    }

    [TestMethod]
    [DataRow(0.2f, 0.9f, new long[] { 1, 0 }, 0L)]
    [DataRow(0.9f, 0.2f, new long[] { 0, 1 }, 1L)]
    [DataRow(0.4f, 0.3f, new long[] { 1, 1 }, 1L)]
    [DataRow(0.9f, 0.9f, new long[] { 0, 0 }, -1L)]
    public void Compose_MultiLabel_IndexIsTheStrongestLabelOrNone(float first, float second, long[] flags, long index)
    {
        var flat = new CalibrationParameters.Isotonic([new IsotonicCurve([0f], [0.5f]), new IsotonicCurve([0f], [0.5f])]);
        var spec = ClassifierSpecs.Make(ClassificationTask.MultiLabel, 2, flat, Fine) with { Thresholds = [first, second] };
        using var runner = new OnnxRunner(ClassifierGraph.Compose(spec), 1, "classifier");

        var outputs = runner.Run(VerificationImages.Make(5, 1, 16), [1, 1, 16, 16], "class_index", "label_flags");

        Assert.AreSequenceEqual(flags, outputs["label_flags"].Integers);
        Assert.AreSequenceEqual(new[] { index }, outputs["class_index"].Integers);
    }

    [TestMethod]
    public void Compose_SteepIsotonic_StaysWithinZeroAndOne()
    {
        var steep = new CalibrationParameters.Isotonic([new IsotonicCurve([-1e6f, 0f, 1e-6f, 3e6f], [0f, 0.1f, 0.9f, 1f])]);
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, steep, Fine);

        ClassifierGraphVerifier.Verify(ClassifierGraph.Compose(spec), spec, cancellation: TestContext.CancellationToken);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(6)]
    public void Compose_TypicalityOfExtremeRank_EqualsTheFormula(int rank)
    {
        var spec = ClassifierSpecs.Make(ClassificationTask.Binary, 1, null, Grey);
        spec = spec with { Typicality = ClassifierSpecs.Typicality(new Random(3), TinyBackbone.Features, classes: 1, rank) };

        ClassifierGraphVerifier.Verify(ClassifierGraph.Compose(spec), spec, cancellation: TestContext.CancellationToken);
    }
}
