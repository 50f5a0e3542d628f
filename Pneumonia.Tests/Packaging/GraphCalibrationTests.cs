using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Tests.Onnx;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

[TestClass]
public sealed class GraphCalibrationTests
{
    private static readonly IsotonicCalibrator Isotonic = new([-2, 0, 0.5, 3], [0.05, 0.2, 0.6, 0.9]);

    public static IEnumerable<(ClassificationTask Task, string Name, ICalibrator Calibrator)> Calibrators =>
    [
        (ClassificationTask.Binary, "none", TemperatureCalibrator.None(1)),
        (ClassificationTask.Binary, "temperature", new TemperatureCalibrator(1.7, 1)),
        (ClassificationTask.Binary, "platt", new PlattCalibrator(0.8, -0.4)),
        (ClassificationTask.Binary, "isotonic", Isotonic),
        (ClassificationTask.MultiClass, "temperature", new TemperatureCalibrator(0.6, 3)),
        (ClassificationTask.MultiLabel, "lines", new LabelwiseCalibrator([TemperatureCalibrator.None(1), new PlattCalibrator(2, 1), new TemperatureCalibrator(3, 1)])),
        (ClassificationTask.MultiLabel, "curves", new LabelwiseCalibrator([Isotonic, Isotonic, Isotonic])),
    ];

    [TestMethod]
    [DynamicData(nameof(Calibrators))]
    public void Of_EveryCalibrator_MeansTheSameInTheGraph(ClassificationTask task, string name, ICalibrator calibrator)
    {
        var outputs = task == ClassificationTask.Binary ? 1 : 3;
        var spec = ClassifierSpecs.Make(task, outputs, GraphCalibration.Of(calibrator), new TinyBackbone().Read());
        var random = new Random(3);
        for (var i = 0; i < 50; i++)
        {
            double[] logits = [.. Enumerable.Range(0, outputs).Select(_ => (random.NextDouble() * 8) - 4)];
            var expected = calibrator.Apply(ScoreMatrix.FromRows([.. logits.Select(static z => (float)z)]));
            var found = ClassifierReference.Probabilities(spec, logits);
            for (var k = 0; k < outputs; k++) Assert.AreEqual(expected[0, k], found[k], 1e-5, name);
        }
    }

    [TestMethod]
    public void Of_CurvesAmongLines_SaysThatItCannot()
        => Assert.ThrowsExactly<NotSupportedException>(() => GraphCalibration.Of(new LabelwiseCalibrator([Isotonic, new PlattCalibrator(1, 0)])));
}
