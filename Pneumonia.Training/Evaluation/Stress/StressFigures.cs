using System.Collections.Immutable;
using Pneumonia.Model.Inference;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>From the answers of every image under every shift to figures.</summary>
internal sealed class StressFigures(
    ModelManifest manifest, ImmutableArray<ImmutableArray<int>> labels, ImmutableArray<ScoredBatch> answers, double confidence)
{
    private readonly Targets targets = new(manifest.Task, manifest.Classes, labels);
    private readonly int negative = FindingScores.NegativeOf(manifest);
    private readonly EvaluationOptions options = new() { Confidence = confidence, BootstrapReplicates = 0, CurvePoints = 2 };

    public int Images => answers.Length;

    public int Positives => FindingScores.Truth(targets, negative).Sum();

    /// <param name="at">Position of the shift in every image's batch.</param>
    /// <param name="level">Its strength.</param>
    public StressPoint At(int at, double? level)
    {
        var outputs = targets.Outputs;
        float[] values = [.. answers.SelectMany(a => a.Probabilities.Skip(at * outputs).Take(outputs))];
        var evaluation = ModelEvaluator.Evaluate(
            "", new ScoreMatrix(values, Images, outputs), targets, negative, manifest.Thresholds, Names(), options, CancellationToken.None);
        var refused = manifest.TypicalityLimit is { } limit ? answers.Count(a => !(a.Typicality[at] <= limit)) : 0;
        var share = new Estimate((double)refused / Images, Proportions.Wilson(refused, Images, confidence));
        if (evaluation.Finding is { } f)
            return new StressPoint(level, f.Auc, f.OperatingPoint.Recall, f.OperatingPoint.Specificity, share);
        var each = evaluation.Labels!.Labels.Select(static l => l.Evaluation).ToArray();
        return new StressPoint(
            level,
            Mean(each.Select(static e => e.Auc.Value)),
            Mean(each.Select(static e => e.OperatingPoint.Recall.Value)),
            Mean(each.Select(static e => e.OperatingPoint.Specificity.Value)),
            share);
    }

    private static Estimate Mean(IEnumerable<double> values) => new(Metrics.MeanOfKnown(values));

    // Images count as independent here: the intervals are by formula.
    private string[] Names() => [.. Enumerable.Range(0, Images).Select(static i => $"{i}")];
}
