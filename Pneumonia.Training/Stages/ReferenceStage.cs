using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Stages;

/// <summary>Writes down how a new model's answers are spread over images that it has not seen, so that a service can tell when others come.</summary>
internal static class ReferenceStage
{
    /// <value>Fewer images give tenths of a handful, from which everything would seem to drift.</value>
    internal const int LeastImages = 100;

    private const int Bins = 10;

    // Closer values may change places between the graph and the pipeline's own sums.
    private const double Apart = 1e-4;

    /// <param name="probabilities">[calibration images, K], calibrated.</param>
    /// <param name="score">The probability of a finding from one image's outputs.</param>
    /// <param name="typicality">One an image, or empty where the model has none.</param>
    /// <returns>Null where too few images were held out.</returns>
    public static ReferenceRecord? Of(ScoreMatrix probabilities, Func<float[], float> score, ImmutableArray<float> typicality)
    {
        if (probabilities.Rows < LeastImages) return null;
        var scores = Enumerable.Range(0, probabilities.Rows).Select(i => score(probabilities.Row(i).ToArray()));
        var reference = new ReferenceRecord(probabilities.Rows, typicality.IsEmpty ? null : Spread(typicality), Spread(scores));
        return reference.Typicality is null && reference.Score is null ? null : reference;
    }

    /// <summary>What <see cref="Prediction.Probability"/> will be.</summary>
    public static Func<float[], float> Score(ClassificationTask task, int negative, ImmutableArray<float> thresholds) => task switch
    {
        ClassificationTask.Binary => static p => p[0],
        ClassificationTask.MultiLabel => static p => p.Max(),
        _ when negative >= 0 => p => 1 - p[negative],
        _ => p => p[Model.Inference.ClassRule.Decide(p, thresholds.AsSpan(), negative)],
    };

    /// <summary>Edges lie midway between neighbouring values at the deciles, and never amid equal ones, where a last bit would decide.</summary>
    /// <returns>Null where all values are the same.</returns>
    internal static ReferenceDistribution? Spread(IEnumerable<float> values)
    {
        var rising = values.Order().ToArray();
        var edges = ImmutableArray.CreateBuilder<float>(Bins - 1);
        for (var b = 1; b < Bins; b++)
        {
            var below = rising[(rising.Length * b / Bins) - 1];
            var above = Array.Find(rising, v => v > below + (Apart * Math.Max(Math.Abs(below), Apart)));
            var edge = (below + above) / 2;
            // Array.Find gives 0 where there is nothing above.
            if (edge > below && (edges.Count == 0 || edge > edges[^1])) edges.Add(edge);
        }

        if (edges.Count == 0) return null;
        var reference = new ReferenceDistribution(edges.ToImmutable(), [.. new double[edges.Count + 1]]);
        var counts = new int[edges.Count + 1];
        foreach (var value in rising) counts[reference.Bin(value)]++;
        return reference with { Shares = [.. counts.Select(c => (double)c / rising.Length)] };
    }
}
