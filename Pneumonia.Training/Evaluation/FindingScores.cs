using System.Numerics.Tensors;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Evaluation;

/// <summary>The probability of any finding at all, whatever the task, in the single precision in which the graph decides.</summary>
internal static class FindingScores
{
    /// <summary>One minus the probability of the negative class.</summary>
    /// <param name="probabilities">[N, K].</param>
    /// <param name="negative">Index of the negative class.</param>
    /// <returns>[N].</returns>
    public static float[] Of(ScoreMatrix probabilities, int negative)
    {
        var scores = new float[probabilities.Rows];
        for (var i = 0; i < scores.Length; i++) scores[i] = 1 - probabilities[i, negative];
        return scores;
    }

    /// <summary>As a prediction states it: of the positive class, of any class but the negative one, or of the most probable label.</summary>
    /// <param name="probabilities">[N, K].</param>
    /// <param name="negative">Index of the negative class of a multi-class task, else −1.</param>
    /// <returns>[N].</returns>
    public static float[] Any(ScoreMatrix probabilities, int negative)
    {
        if (negative >= 0) return Of(probabilities, negative);
        var scores = new float[probabilities.Rows];
        for (var i = 0; i < scores.Length; i++) scores[i] = TensorPrimitives.Max(probabilities.Row(i));
        return scores;
    }

    /// <summary>[N]: 1 where there is a finding.</summary>
    public static int[] Truth(Targets targets, int negative) => [.. targets.Labels.Select(labels => targets.Task switch
    {
        ClassificationTask.Binary => labels[0],
        ClassificationTask.MultiClass => labels[0] == negative ? 0 : 1,
        _ => labels.IsEmpty ? 0 : 1,
    })];

    /// <summary>Index of the negative class of a multi-class task, else −1.</summary>
    public static int NegativeOf(ModelManifest manifest)
        => manifest is { Task: ClassificationTask.MultiClass, NegativeClass: { } name } ? manifest.Classes.IndexOf(name) : -1;
}
