namespace Pneumonia.Training.Evaluation;

/// <summary>The probability of any finding at all: one minus that of the negative class.</summary>
internal static class FindingScores
{
    /// <param name="probabilities">[N, K].</param>
    /// <param name="negative">Index of the negative class.</param>
    /// <returns>[N], in the single precision in which the graph decides.</returns>
    public static float[] Of(ScoreMatrix probabilities, int negative)
    {
        var scores = new float[probabilities.Rows];
        for (var i = 0; i < scores.Length; i++) scores[i] = 1 - probabilities[i, negative];
        return scores;
    }
}
