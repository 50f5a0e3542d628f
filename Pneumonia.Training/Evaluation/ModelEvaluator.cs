using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Evaluation;

/// <summary>Measures calibrated probabilities of any task against the truth.</summary>
internal static class ModelEvaluator
{
    /// <param name="measuredOn">Name of the images.</param>
    /// <param name="probabilities">[N, K].</param>
    /// <param name="targets">The truth of the N images.</param>
    /// <param name="negative">Index of the negative class, or −1 for multi-label.</param>
    /// <param name="thresholds">One an output.</param>
    /// <param name="patients">Each image's patient.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Looked at between replicates.</param>
    /// <param name="referBelow">Upper bar of the refer band, or null.</param>
    public static ModelEvaluation Evaluate(
        string measuredOn, ScoreMatrix probabilities, Targets targets, int negative, ImmutableArray<float> thresholds,
        IReadOnlyList<string> patients, EvaluationOptions options, CancellationToken cancellationToken, float? referBelow = null)
    {
        var evaluation = Measure(measuredOn, probabilities, targets, negative, thresholds, patients, options, cancellationToken);
        return referBelow is { } bar
            ? evaluation with { Refer = ReferEvaluation.Measure(probabilities, targets, negative, thresholds, bar, options.Confidence) }
            : evaluation;
    }

    private static ModelEvaluation Measure(
        string measuredOn, ScoreMatrix probabilities, Targets targets, int negative, ImmutableArray<float> thresholds,
        IReadOnlyList<string> patients, EvaluationOptions options, CancellationToken cancellationToken)
    {
        switch (targets.Task)
        {
            case ClassificationTask.MultiLabel:
                return new ModelEvaluation
                {
                    MeasuredOn = measuredOn,
                    Labels = Evaluator.MultiLabel(
                        probabilities, targets.Flags(), targets.Classes, thresholds, patients, options, cancellationToken),
                };

            case ClassificationTask.MultiClass:
                var truth = targets.ClassIndices();
                return new ModelEvaluation
                {
                    MeasuredOn = measuredOn,
                    Finding = negative < 0 ? null : Evaluator.Binary(
                        FindingScores.Of(probabilities, negative), [.. truth.Select(t => t == negative ? 0 : 1)],
                        thresholds[negative], patients, options, cancellationToken),
                    Classes = Evaluator.MultiClass(
                        probabilities, truth, targets.Classes, ClassRule.Decide(probabilities, thresholds, negative), patients, options, cancellationToken),
                };

            default:
                return new ModelEvaluation
                {
                    MeasuredOn = measuredOn,
                    Finding = Evaluator.Binary(
                        probabilities.Values, targets.Flags(), thresholds[0], patients, options, cancellationToken),
                };
        }
    }
}
