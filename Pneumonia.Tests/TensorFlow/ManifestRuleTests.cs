using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Packaging;
using ClassRule = Pneumonia.Training.Evaluation.ClassRule;

namespace Pneumonia.Tests.TensorFlow;

/// <summary>Calibration and thresholds out of a manifest decide as those of training do.</summary>
[TestClass]
public sealed class ManifestRuleTests
{
    public static IEnumerable<(ClassificationTask Task, string Name, ICalibrator Calibrator)> Calibrators =>
    [
        (ClassificationTask.Binary, "none", TemperatureCalibrator.None(1)),
        (ClassificationTask.Binary, "temperature", new TemperatureCalibrator(1.7, 1)),
        (ClassificationTask.Binary, "platt", new PlattCalibrator(0.8, -0.4)),
        (ClassificationTask.Binary, "isotonic", new IsotonicCalibrator([-2, 0, 0.5, 3], [0.05, 0.2, 0.6, 0.9])),
        (ClassificationTask.MultiClass, "temperature", new TemperatureCalibrator(0.6, 3)),
        (ClassificationTask.MultiClass, "none", TemperatureCalibrator.None(3)),
    ];

    [TestMethod]
    [DynamicData(nameof(Calibrators))]
    public void Calibrate_AfterTheManifestWasWrittenAndRead_IsTheFittedOne(ClassificationTask task, string name, ICalibrator calibrator)
    {
        var outputs = task == ClassificationTask.Binary ? 1 : 3;
        var manifest = ManifestSerializer.Read(ManifestSerializer.Write(Of(task) with { CalibrationMap = CalibrationMaps.Of(calibrator) }));
        var rule = new CalibratedRule(manifest);
        var random = new Random(7);
        for (var i = 0; i < 100; i++)
        {
            float[] logits = [.. Enumerable.Range(0, outputs).Select(_ => (float)((random.NextDouble() * 12) - 6))];
            var expected = calibrator.Apply(ScoreMatrix.FromRows(logits));
            var found = new float[outputs];
            rule.Calibrate(logits, found);
            for (var k = 0; k < outputs; k++) Assert.AreEqual(expected[0, k], found[k], 1e-7f, name);
            var decided = outputs == 1
                ? (found[0] >= manifest.Thresholds[0] ? 1 : 0)
                : ClassRule.Decide(expected.Row(0), manifest.Thresholds.AsSpan(), 0);
            Assert.AreEqual(decided, rule.Decide(found), name);
        }
    }

    [TestMethod]
    public void Logits_OfShares_GiveTheSharesBack()
    {
        Span<float> one = stackalloc float[1], three = stackalloc float[3];
        CalibratedRule.Logits([0.2f, 0.8f], one);
        Assert.AreEqual(Math.Log(4), one[0], 1e-6);
        CalibratedRule.Logits([0.1f, 0.3f, 0.6f], three);
        Assert.AreEqual(Math.Log(6), three[2] - three[0], 1e-6);
        CalibratedRule.Logits([1, 0], one);
        Assert.IsTrue(float.IsFinite(one[0]) && one[0] < -20);
    }

    [TestMethod]
    public void Read_TensorFlowGraphWithoutCalibration_IsRefused()
        => Refused(Of(ClassificationTask.Binary) with { CalibrationMap = null }, "needs a calibrationMap");

    [TestMethod]
    public void Read_TensorFlowGraphOfMultiLabel_IsRefused()
        => Refused(Of(ClassificationTask.MultiLabel) with { CalibrationMap = Lines(2) }, "can't be of a multi-label task");

    [TestMethod]
    public void Read_UnlawfulCalibration_IsRefusedByItsRule()
    {
        var binary = Of(ClassificationTask.Binary);
        Refused(binary with { CalibrationMap = Lines(2) }, "needs 1 slopes and intercepts; here are 2 and 2");
        Refused(binary with { CalibrationMap = new CalibrationMap([-1], [0], []) }, "a slope of calibrationMap is negative");
        Refused(binary with { CalibrationMap = Curve([0, 1], [0.6, 0.2]) }, "falls");
        Refused(binary with { CalibrationMap = Curve([1, 1], [0.2, 0.6]) }, "falls");
        Refused(binary with { CalibrationMap = Curve([0, 1], [0.2, 1.6]) }, "leaves 0…1");
        Refused(binary with { CalibrationMap = Curve([], []) }, "no knots");
        Refused(binary with { CalibrationMap = new CalibrationMap([1], [0], [new CalibrationCurve([0], [0.5])]) }, "slopes and curves");
        Refused(Of(ClassificationTask.MultiClass) with { CalibrationMap = new CalibrationMap([1, 2, 1], [0, 0, 0], []) }, "must be one temperature");
    }

    private static ModelManifest Of(ClassificationTask task)
        => Manifests.Of(task) with { Graph = new GraphRecord(GraphRecord.TensorFlow, "graph/TFModel", new string('0', 64), 10), CalibrationMap = Lines(3) };

    private static CalibrationMap Lines(int outputs) => new([.. Enumerable.Repeat(1.0, outputs)], [.. new double[outputs]], []);

    private static CalibrationMap Curve(ImmutableArray<double> x, ImmutableArray<double> y) => new([], [], [new CalibrationCurve(x, y)]);

    private static void Refused(ModelManifest manifest, string why)
        => Assert.Contains(why, Assert.ThrowsExactly<ModelFileException>(() => ManifestSerializer.Read(ManifestSerializer.Write(manifest))).Message);
}
