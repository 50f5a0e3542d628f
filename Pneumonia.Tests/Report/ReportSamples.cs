using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report;

namespace Pneumonia.Tests.Report;

/// <summary>Reports of every task, of figures made in code; no image lies on any disk.</summary>
internal static class ReportSamples
{
    public static ReportData Binary(string negative = "NORMAL", string positive = "PNEUMONIA") => Make(ClassificationTask.Binary, [negative, positive]);

    public static ReportData MultiClass(params string[] classes) => Make(ClassificationTask.MultiClass, [.. classes]);

    public static ReportData MultiLabel(params string[] classes) => Make(ClassificationTask.MultiLabel, [.. classes]);

    private static ReportData Make(ClassificationTask task, ImmutableArray<string> classes)
    {
        const int Rows = 80;
        var random = new Random(3);
        var outputs = task == ClassificationTask.Binary ? 1 : classes.Length;
        var labels = Enumerable.Range(0, Rows).Select(i => task == ClassificationTask.MultiLabel
            ? [.. Enumerable.Range(0, classes.Length).Where(k => (i + k) % (k + 3) == 0)]
            : ImmutableArray.Create(i % classes.Length)).ToImmutableArray();
        var values = new float[Rows * outputs];
        for (var i = 0; i < Rows; i++)
        {
            var row = Enumerable.Range(0, outputs).Select(k => 0.05 + (0.6 * random.NextDouble()) + (labels[i].Contains(outputs == 1 ? 1 : k) ? 0.3 : 0)).ToArray();
            var sum = task == ClassificationTask.MultiClass ? row.Sum() : 1;
            for (var k = 0; k < outputs; k++) values[(i * outputs) + k] = (float)(row[k] / sum);
        }

        var targets = new Targets(task, classes, labels);
        ImmutableArray<float> thresholds = [.. Enumerable.Repeat(0.5f, outputs)];
        var matrix = new ScoreMatrix(values, Rows, outputs);
        var samples = labels.Select((l, i) => new ImageSample
        {
            Path = $"/nowhere/{i}.png", Name = $"{classes[0]}/{i}", Labels = l, Patient = $"p{i / 2}",
            Columns = ImmutableDictionary<string, string>.Empty.Add("view", i % 3 == 0 ? "AP" : "PA").Add("row", $"{i}"),
        }).ToImmutableArray();
        var manifest = Manifest(task, classes, thresholds);
        var measured = new MeasuredImages(samples, matrix);
        return new ReportData
        {
            Manifest = manifest,
            Evaluation = ModelEvaluator.Evaluate(
                "test", matrix, targets, FindingScores.NegativeOf(manifest), thresholds, [.. samples.Select(s => s.Patient)],
                new EvaluationOptions { BootstrapReplicates = 20 }, CancellationToken.None, manifest.ReferBelow),
            Measured = measured,
            CreatedAt = manifest.CreatedAt,
            ModelPath = $"/models/{classes[0].Replace('/', '_')}.zip",
            Subgroups = ColumnGroups.Of(manifest, measured, 1),
            Stress = Stress(),
            Notes = [new DataNote(NoteSeverity.Warning, $"A note on {classes[^1]}.")],
            Seen = 3,
        };
    }

    private static StressReport Stress()
    {
        static StressPoint At(double? level, double value) => new(level, new Estimate(value), new Estimate(value), new Estimate(double.NaN), new Estimate(0));
        return new StressReport(80, 40, At(null, 0.9), [.. StressShifts.All.Select(s => new StressCurve(s.Name, s.Unit, s.Neutral, [.. s.Levels.Select(l => At(l, 0.7))]))]);
    }

    private static ModelManifest Manifest(ClassificationTask task, ImmutableArray<string> classes, ImmutableArray<float> thresholds) => new()
    {
        FormatVersion = 1,
        CreatedBy = "test",
        CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Task = task,
        Classes = classes,
        NegativeClass = task == ClassificationTask.MultiLabel ? null : classes[0],
        InputSize = 16,
        PixelRecipe = 1,
        Engine = "frozen",
        Backbones = [new BackboneRecord(classes[^1], "00", null, null)],
        Data = new DataRecord("00", "none", [new SplitRecord("train", 10, 10, classes.ToImmutableSortedDictionary(c => c, _ => 5))]),
        Seed = 1,
        Calibration = new CalibrationRecord("none", "nothing", 0, null, null),
        Thresholds = thresholds,
        ReferBelow = 0.7f,
        ReferPromise = new SpecificityRecord(0.95, 0.95, false, null, 0.9, 40, 20, 0.2, "In words."),
        Promises = [new PromiseRecord(classes[^1], 0.98, 0.95, true, 0.981, 0.99, 40, 20, "OneImageAPatient", $"Words on {classes[^1]}.")],
        Metrics = [new MetricRecord("auc", "test", null, null, null, null, null, 80)],
        Packages = ImmutableSortedDictionary<string, string>.Empty,
        Graph = new GraphRecord("onnx", "x", "00", 1),
        Files = ImmutableSortedDictionary<string, string>.Empty,
    };
}
