using System.Numerics.Tensors;
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
        var (mean, variance, row) = (new double[features.Width], new double[features.Width], new double[features.Width]);
        foreach (var r in rows)
        {
            TensorPrimitives.ConvertTruncating(features.Row(r), row);
            TensorPrimitives.Add<double>(mean, row, mean);
        }

        TensorPrimitives.Divide(mean, rows.Count, mean);
        // A second pass: the difference of two large sums would drown a small spread.
        foreach (var r in rows)
        {
            TensorPrimitives.ConvertTruncating(features.Row(r), row);
            TensorPrimitives.Subtract<double>(row, mean, row);
            TensorPrimitives.MultiplyAdd<double>(row, row, variance, variance);
        }

        TensorPrimitives.Divide(variance, rows.Count, variance);
        var inverse = variance.Select((v, j) => v > LeastVariance(mean[j]) ? (float)(1 / Math.Sqrt(v)) : 0);
        return new Standardisation([.. mean.Select(static m => (float)m)], [.. inverse]);
    }

    // A feature that moves by no more than float's own rounding says nothing: its weight stays 0 instead of exploding.
    private static double LeastVariance(double mean) => Math.Max(1e-12, mean * mean * 1e-12);

    public float[] Apply(ReadOnlySpan<float> row)
    {
        var standard = new float[row.Length];
        TensorPrimitives.Subtract(row, mean, standard);
        TensorPrimitives.Multiply(standard, inverseSpread, standard);
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
