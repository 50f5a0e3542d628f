using Pneumonia.Model;
using Pneumonia.Training.Onnx;

namespace Pneumonia.Tests.Onnx;

/// <summary>Specs with random heads and a random but lawful typicality, on any backbones.</summary>
internal static class ClassifierSpecs
{
    internal static ClassifierGraphSpec Make(
        ClassificationTask task, int outputs, CalibrationParameters? calibration = null, params IReadOnlyList<BackboneGraph> backbones)
    {
        var random = new Random(11);
        return new ClassifierGraphSpec
        {
            Members = [.. backbones.Select(backbone => new ClassifierMember(backbone, Head(random, backbone.FeatureWidth, outputs)))],
            Task = task,
            Calibration = calibration ?? new CalibrationParameters.None(),
            Thresholds = [.. Enumerable.Range(0, outputs).Select(k => 0.3f + 0.2f * k / outputs)],
            Typicality = Typicality(random, backbones[0].FeatureWidth, classes: 2, rank: Math.Min(3, backbones[0].FeatureWidth)) with
            {
                Appearance = Typicality(random, Appearance.Width, classes: 1, rank: 3),
                AppearanceWeight = 0.8f,
            },
        };
    }

    internal static LinearHead Head(Random random, int features, int outputs)
        => new(Values(random, features * outputs, 1f / MathF.Sqrt(features)), Values(random, outputs, 0.5f));

    internal static TypicalityParameters Typicality(Random random, int width, int classes, int rank) => new()
    {
        FeatureWidth = width,
        ClassMeans = [.. Values(random, classes * width, 1f)],
        Projection = [.. Orthonormal(random, width, rank)],
        Eigenvalues = [.. Enumerable.Range(0, rank).Select(r => 4f / (r + 1))],
        ResidualVariance = 0.2f,
    };

    /// <summary>Platt, isotonic or temperature numbers that bend the logits visibly.</summary>
    internal static CalibrationParameters Calibration(string kind, int outputs) => kind switch
    {
        "platt" => new CalibrationParameters.Platt(
            [.. Enumerable.Range(0, outputs).Select(k => 1.7f - k)], [.. Enumerable.Range(0, outputs).Select(k => 0.3f * k - 0.2f)]),
        "temperature" => new CalibrationParameters.Temperature(2.5f),
        "isotonic" => new CalibrationParameters.Isotonic([.. Enumerable.Range(0, outputs).Select(Curve)]),
        _ => new CalibrationParameters.None(),
    };

    /// <summary>Curves of different lengths; the second is a single knot.</summary>
    private static IsotonicCurve Curve(int label) => label == 1
        ? new IsotonicCurve([0.1f], [0.4f])
        : new IsotonicCurve(
            [.. Enumerable.Range(0, 5 + label).Select(i => -3f + i * i * 0.4f)],
            [.. Enumerable.Range(0, 5 + label).Select(i => i / (4f + label))]);

    private static float[] Values(Random random, int count, float size)
        => [.. Enumerable.Range(0, count).Select(_ => size * (2 * random.NextSingle() - 1))];

    /// <summary>Gram and Schmidt on random columns; row-major by feature.</summary>
    private static float[] Orthonormal(Random random, int width, int rank)
    {
        var columns = new List<double[]>();
        while (columns.Count < rank)
        {
            var column = Array.ConvertAll(Values(random, width, 1f), value => (double)value);
            foreach (var other in columns)
            {
                var product = column.Zip(other, (a, b) => a * b).Sum();
                column = [.. column.Zip(other, (a, b) => a - product * b)];
            }

            var length = Math.Sqrt(column.Sum(value => value * value));
            columns.Add([.. column.Select(value => value / length)]);
        }

        return [.. Enumerable.Range(0, width).SelectMany(f => columns.Select(column => (float)column[f]))];
    }
}
