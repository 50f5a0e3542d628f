using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

/// <summary>
/// ML.NET's OnnxTransformer is pickier than ONNX Runtime (no rank 0, shapes declared): a composed graph must pass there too.
/// </summary>
[TestClass]
public sealed class MlNetContractTests
{
    [TestMethod]
    public void ApplyOnnxModel_ComposedGraph_GivesWhatOnnxRuntimeGives()
    {
        var folder = Directory.CreateTempSubdirectory("onnx-contract-");
        try
        {
            var spec = ClassifierSpecs.Make(
                ClassificationTask.MultiLabel, 3, ClassifierSpecs.Calibration("isotonic", 3),
                new TinyBackbone().Read(), new TinyBackbone { Coarse = true }.Read());
            var bytes = ClassifierGraph.Compose(spec);
            var path = Path.Combine(folder.FullName, "classifier.onnx");
            File.WriteAllBytes(path, bytes);
            var pixels = VerificationImages.Make(8, 1, spec.Side);
            using var runner = new OnnxRunner(bytes, 1, "classifier");
            string[] names = ["probabilities", "class_index", "label_flags", "activation_map", "typicality"];
            var expected = runner.Run(pixels, [1, 1, 16, 16], names);

            var context = new MLContext(seed: 1) { TempFilePath = folder.FullName };
            var view = context.Data.LoadFromEnumerable([new Image { Pixels = pixels }]);
            var transformer = context.Transforms.ApplyOnnxModel(names, ["pixels"], path, gpuDeviceId: null, fallbackToCpu: true).Fit(view);
            var answer = context.Data.CreateEnumerable<Answer>(transformer.Transform(view), reuseRowObject: false).Single();
            (transformer as IDisposable)?.Dispose();

            Assert.AreSequenceEqual(expected["probabilities"].Floats, answer.Probabilities);
            Assert.AreSequenceEqual(expected["class_index"].Integers, answer.ClassIndex);
            Assert.AreSequenceEqual(expected["label_flags"].Integers, answer.LabelFlags);
            Assert.AreSequenceEqual(expected["activation_map"].Floats, answer.ActivationMap);
            Assert.AreSequenceEqual(expected["typicality"].Floats, answer.Typicality);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Image
    {
        [ColumnName("pixels"), VectorType(1, 1, 16, 16)]
        public float[] Pixels { get; set; } = [];
    }

    private sealed class Answer
    {
        [ColumnName("probabilities"), VectorType(3)]
        public float[] Probabilities { get; set; } = [];

        [ColumnName("class_index"), VectorType(1)]
        public long[] ClassIndex { get; set; } = [];

        [ColumnName("label_flags"), VectorType(3)]
        public long[] LabelFlags { get; set; } = [];

        [ColumnName("activation_map"), VectorType(3, 8, 8)]
        public float[] ActivationMap { get; set; } = [];

        [ColumnName("typicality"), VectorType(1)]
        public float[] Typicality { get; set; } = [];
    }
}
