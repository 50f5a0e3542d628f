using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Evaluation;

/// <summary>Whether two models differ on the very same images: a paired test sees differences that two separate intervals hide.</summary>
public static class ModelComparer
{
    /// <param name="a">The first model on some images.</param>
    /// <param name="b">The second model on the same images; only those that both could read are compared.</param>
    /// <param name="confidence">Of the differences' intervals, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">The models have other tasks or classes, or no image in common.</exception>
    public static ModelComparison Compare(ModelFileEvaluation a, ModelFileEvaluation b, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        RequireSameKind(a, b);
        var places = b.Samples.Select((sample, row) => (sample.Name, row)).ToDictionary(static x => x.Name, static x => x.row, StringComparer.Ordinal);
        var common = Enumerable.Range(0, a.Samples.Length).Where(i => places.ContainsKey(a.Samples[i].Name)).ToArray();
        if (common.Length == 0) throw new ArgumentException("The two models have no image in common that both could read.", nameof(b));

        var targets = new Targets(a.Manifest.Task, a.Manifest.Classes, [.. common.Select(i => a.Samples[i].Labels)]);
        var first = new Side(a, common, a.Manifest.Classes);
        var second = new Side(b, [.. common.Select(i => places[a.Samples[i].Name])], a.Manifest.Classes);
        return new ModelComparison(common.Length, [.. Figures(first, second, targets, confidence)]);
    }

    private static IEnumerable<ComparedFigure> Figures(Side a, Side b, Targets targets, double confidence)
    {
        if (targets.Task == ClassificationTask.MultiLabel)
        {
            var flags = targets.Flags();
            for (var k = 0; k < targets.Outputs; k++)
            {
                var (truth, pa, pb) = (Columns.Of<int>(flags, k, targets.Outputs), a.Output(k), b.Output(k));
                yield return new($"auc {targets.Classes[k]}", DeLong.Compare(pa, pb, truth, confidence));
                yield return new($"right decisions {targets.Classes[k]}", McNemar.Compare(Right(pa, truth, a.Threshold(k)), Right(pb, truth, b.Threshold(k)), confidence));
            }

            yield break;
        }

        var negative = targets.Task == ClassificationTask.MultiClass ? a.Negative : -1;
        var finding = FindingScores.Truth(targets, negative);
        var (fa, fb) = (a.Finding(), b.Finding());
        yield return new("auc", DeLong.Compare(fa, fb, finding, confidence));
        yield return new("right decisions", McNemar.Compare(Right(fa, finding, a.FindingThreshold), Right(fb, finding, b.FindingThreshold), confidence));
        if (targets.Task == ClassificationTask.MultiClass)
        {
            yield return new("right classes", McNemar.Compare(a.RightClasses(targets), b.RightClasses(targets), confidence));
        }
    }

    private static bool[] Right(float[] scores, int[] truth, float threshold) => [.. scores.Select((s, i) => s >= threshold == (truth[i] == 1))];

    private static void RequireSameKind(ModelFileEvaluation a, ModelFileEvaluation b)
    {
        if (a.Manifest.Task != b.Manifest.Task)
            throw new ArgumentException($"Only models of one task can be compared; these are {a.Manifest.Task} and {b.Manifest.Task}.");
        if (a.Manifest.Task != ClassificationTask.Binary
            && !a.Manifest.Classes.Order(StringComparer.Ordinal).SequenceEqual(b.Manifest.Classes.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"Only models of the same classes can be compared; these know {string.Join(", ", a.Manifest.Classes)} and {string.Join(", ", b.Manifest.Classes)}.");
        }
    }

    /// <summary>One model's answers, its classes in the first model's order.</summary>
    private sealed class Side(ModelFileEvaluation e, int[] rows, ImmutableArray<string> classes)
    {
        private readonly ScoreMatrix probabilities = e.Probabilities.Select(rows);

        public int Negative => FindingScores.NegativeOf(e.Manifest);

        public float FindingThreshold => e.Manifest.Thresholds[Math.Max(Negative, 0)];

        public float[] Finding() => FindingScores.Any(probabilities, Negative);

        public float[] Output(int k) => probabilities.Column(Own(k));

        public float Threshold(int k) => e.Manifest.Thresholds[Own(k)];

        public bool[] RightClasses(Targets targets)
        {
            var decided = ClassRule.Decide(probabilities, e.Manifest.Thresholds, Negative);
            return [.. decided.Select((own, i) => e.Manifest.Classes[own] == targets.Classes[targets.Class(i)])];
        }

        private int Own(int k) => e.Manifest.Classes.IndexOf(classes[k]);
    }
}
