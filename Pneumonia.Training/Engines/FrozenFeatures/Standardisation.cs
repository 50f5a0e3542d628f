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
        var sum = new double[features.Width];
        var squares = new double[features.Width];
        foreach (var r in rows)
        {
            var row = features.Row(r);
            for (var j = 0; j < row.Length; j++)
            {
                sum[j] += row[j];
                squares[j] += (double)row[j] * row[j];
            }
        }

        var mean = new float[features.Width];
        var inverse = new float[features.Width];
        for (var j = 0; j < mean.Length; j++)
        {
            var m = sum[j] / rows.Count;
            var variance = (squares[j] / rows.Count) - (m * m);
            mean[j] = (float)m;
            // A feature that never moves says nothing: its weight stays 0 instead of exploding.
            inverse[j] = variance > 1e-12 ? (float)(1 / Math.Sqrt(variance)) : 0;
        }

        return new Standardisation(mean, inverse);
    }

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
