using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Tests.Fixtures;

/// <summary>Lawful manifests with something in every field.</summary>
internal static class Manifests
{
    private const string AnyHash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static ModelManifest Of(ClassificationTask task, int side = 64)
    {
        ImmutableArray<string> classes = task switch
        {
            ClassificationTask.Binary => ["NORMAL", "PNEUMONIA"],
            ClassificationTask.MultiClass => ["NORMAL", "BACTERIA", "VIRUS"],
            _ => ["CONSOLIDATION", "DIFFUSE"],
        };
        var outputs = task == ClassificationTask.Binary ? 1 : classes.Length;
        return new ModelManifest
        {
            FormatVersion = ModelManifest.CurrentFormat,
            CreatedBy = "Pneumonia.Tests 1.0",
            CreatedAt = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Task = task,
            Classes = classes,
            NegativeClass = task == ClassificationTask.MultiLabel ? null : classes[0],
            InputSize = side,
            PixelRecipe = 1,
            Engine = "frozen",
            Backbones = [new BackboneRecord("tiny", AnyHash, "nothing", 3)],
            Data = new DataRecord(AnyHash, "kermany", [new SplitRecord("train", 10, 8, classes.ToImmutableSortedDictionary(static c => c, static _ => 5))]),
            Seed = 1,
            Hyperparameters = ImmutableSortedDictionary<string, string>.Empty.Add("l2", "0.1"),
            Calibration = new CalibrationRecord("none", "out-of-fold", 10, 0.1, null),
            Thresholds = [.. Enumerable.Range(0, outputs).Select(k => 0.3f + (0.2f * k / outputs))],
            ReferBelow = null,
            Promises = [new PromiseRecord(classes[^1], 0.98, 0.95, false, null, 0.99, 5, 4, "ClopperPearson", "too few images")],
            TypicalityLimit = null,
            Metrics = [new MetricRecord("auc", "test", 0.97, 0.9, 0.99, 0.95, "DeLong", 10), new MetricRecord("recall", "test", null, null, null, null, null, 0)],
            Notes = ["a note with ümlauts"],
            Packages = ImmutableSortedDictionary<string, string>.Empty.Add("Microsoft.ML", "5.0.1"),
            Graph = new GraphRecord("onnx", "graph/OnnxModel", AnyHash, 1000),
            Files = ImmutableSortedDictionary<string, string>.Empty.Add("graph/OnnxModel", AnyHash),
        };
    }
}
