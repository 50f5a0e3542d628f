using System.Collections.Immutable;
using System.Numerics.Tensors;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Search;

/// <summary>Scores trials by one metric on their out-of-fold logits.</summary>
internal sealed class OutOfFoldScorer(Targets targets, ImmutableArray<ImmutableArray<int>> folds, SearchMetric metric, double targetRecall) : ITrialScorer
{
    private const float Half = 0.5f;

    public TrialScore Score(float[] outOfFoldLogits)
    {
        var all = new ScoreMatrix(outOfFoldLogits, targets.Rows, targets.Outputs);
        return new TrialScore(
            Of(all, [.. Enumerable.Range(0, targets.Rows)]),
            [.. folds.Select(fold => Of(all.Select(fold.AsSpan()), fold))]);
    }

    private double Of(ScoreMatrix logits, ImmutableArray<int> rows) => targets.Task == ClassificationTask.MultiClass
        ? MultiClass(logits, [.. rows.Select(targets.Class)])
        : Metrics.MeanOfKnown(Enumerable.Range(0, targets.Outputs)
            .Select(k => Binary(logits.Column(k), [.. rows.Select(r => targets.IsOn(r, k) ? 1 : 0)])));

    private double Binary(float[] logits, int[] labels)
    {
        var probabilities = new float[logits.Length];
        TensorPrimitives.Sigmoid<float>(logits, probabilities);
        var at = Metrics.Confusion(probabilities, labels, Half);
        return metric switch
        {
            SearchMetric.Auc => Metrics.RocAuc(logits, labels),
            SearchMetric.AveragePrecision => Metrics.AveragePrecision(logits, labels),
            SearchMetric.SpecificityAtRecall => SpecificityAtRecall(logits, labels),
            SearchMetric.Recall => at.Recall,
            SearchMetric.F2 => at.FBeta(2),
            SearchMetric.F1 => at.FBeta(1),
            SearchMetric.Accuracy => at.Accuracy,
            SearchMetric.BalancedAccuracy => at.BalancedAccuracy,
            _ => throw new InvalidOperationException($"Unknown metric {metric}."),
        };
    }

    private double MultiClass(ScoreMatrix logits, int[] labels)
    {
        var confusion = Metrics.Confusion(logits, labels);
        return metric switch
        {
            SearchMetric.Auc => Metrics.RocAuc(logits, labels),
            SearchMetric.Accuracy => confusion.Accuracy,
            SearchMetric.AveragePrecision => OneAgainstRest(logits, labels, static (s, y) => Metrics.AveragePrecision(s, y)),
            SearchMetric.F1 or SearchMetric.F2 => Metrics.MeanOfKnown(Enumerable.Range(0, logits.Classes)
                .Select(k => confusion.Versus(k).FBeta(metric == SearchMetric.F2 ? 2 : 1))),
            _ => Metrics.MeanOfKnown(Enumerable.Range(0, logits.Classes).Select(k => confusion.Versus(k).Recall)),
        };
    }

    private static double OneAgainstRest(ScoreMatrix logits, int[] labels, Func<float[], int[], double> figure)
        => Metrics.MeanOfKnown(Enumerable.Range(0, logits.Classes)
            .Select(k => figure(logits.Column(k), [.. labels.Select(l => l == k ? 1 : 0)])));

    private double SpecificityAtRecall(float[] logits, int[] labels)
    {
        var positives = logits.Where((_, i) => labels[i] == 1).OrderDescending().ToArray();
        if (positives.Length == 0) return double.NaN;
        // Less a hair: 0.55 × 100 is a little more than 55 in binary, and must not ask for 56.
        var needed = (int)Math.Ceiling((targetRecall * positives.Length) - 1e-9);
        var threshold = positives[Math.Clamp(needed - 1, 0, positives.Length - 1)];
        return Metrics.Confusion(logits, labels, threshold).Specificity;
    }
}
