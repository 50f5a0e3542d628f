using Pneumonia.Training.Features;

namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>Mean and spread of each feature over the training rows, to be folded into the head's weights afterwards.</summary>
internal sealed class Standardisation
{
    private readonly float[] mean;
    private readonly float[] inverseSpread;

    private Standardisation(float[] mean, float[] inverseSpread)
    {
        this.mean = mean;
        this.inverseSpread = inverseSpread;
    }

    public static Standardisation Fit(FeatureMatrix features, IReadOnlyList<int> rows)
    {
        var mean = Mean(features, rows, static (value, _) => value);
        // A second pass: the difference of two large sums would drown a small spread.
        var variance = Mean(features, rows, (value, j) => (value - mean[j]) * (value - mean[j]));
        var inverse = variance.Select((v, j) => v > LeastVariance(mean[j]) ? (float)(1 / Math.Sqrt(v)) : 0);
        return new Standardisation([.. mean.Select(static m => (float)m)], [.. inverse]);
    }

    private static double[] Mean(FeatureMatrix features, IReadOnlyList<int> rows, Func<double, int, double> of)
    {
        var mean = new double[features.Width];
        foreach (var r in rows)
        {
            var row = features.Row(r);
            for (var j = 0; j < row.Length; j++) mean[j] += of(row[j], j) / rows.Count;
        }

        return mean;
    }

    // A feature that moves by no more than float's own rounding says nothing: its weight stays 0 instead of exploding.
    private static double LeastVariance(double mean) => Math.Max(1e-12, mean * mean * 1e-12);

    public float[] Apply(ReadOnlySpan<float> row)
    {
        var standard = new float[row.Length];
        for (var j = 0; j < standard.Length; j++) standard[j] = (row[j] - mean[j]) * inverseSpread[j];
        return standard;
    }

    /// <summary>The same linear function on features that were not standardised.</summary>
    public (float[] Weights, float Bias) Fold(ReadOnlySpan<float> weights, float bias)
    {
        var folded = new float[weights.Length];
        double shift = bias;
        for (var j = 0; j < folded.Length; j++)
        {
            folded[j] = weights[j] * inverseSpread[j];
            shift -= (double)folded[j] * mean[j];
        }

        return (folded, (float)shift);
    }
}
