using MathNet.Numerics.RootFinding;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Fits one temperature by maximum likelihood (Guo et al., "On calibration of modern neural networks", ICML 2017). The negative
/// log-likelihood is convex in the inverse temperature β, so that its minimum is the one root of its derivative.
/// </summary>
public static class TemperatureScaling
{
    /// <summary>The lowest temperature; perfectly separated data end here instead of at 0.</summary>
    public const double Lowest = 0.05;

    /// <summary>The highest temperature; scores that say nothing, or the wrong, end here instead of at ∞.</summary>
    public const double Highest = 20;

    /// <summary>Fits to the single score of a binary task.</summary>
    /// <param name="scores">[N], logits of label 1.</param>
    /// <param name="labels">[N], 0 or 1; may be of one class only.</param>
    public static TemperatureCalibrator Fit(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        Check.Binary(scores, labels);
        var (s, y) = (scores.ToArray(), labels.ToArray());
        return new TemperatureCalibrator(Minimise(beta =>
        {
            double slope = 0;
            for (var i = 0; i < s.Length; i++)
                slope += (LogisticFunctions.Sigmoid(beta * s[i]) - y[i]) * s[i];
            return slope;
        }), 1);
    }

    /// <summary>Fits to K scores.</summary>
    /// <param name="scores">[N, K] logits, K at least 2.</param>
    /// <param name="labels">[N], each in 0…K−1; may be of one class only.</param>
    public static TemperatureCalibrator Fit(ScoreMatrix scores, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(scores.Classes, 2, nameof(scores));
        Check.SameLength(labels.Length, scores.Rows, nameof(labels));
        Check.Labels(labels, scores.Classes, nameof(labels));
        var y = labels.ToArray();
        var p = new double[scores.Classes];
        return new TemperatureCalibrator(Minimise(beta =>
        {
            double slope = 0;
            for (var i = 0; i < y.Length; i++)
            {
                // The derivative of one image's loss is the expected score less the score of the truth.
                LogisticFunctions.Softmax(scores.Row(i), beta, p);
                for (var k = 0; k < p.Length; k++)
                    slope += (p[k] - (k == y[i] ? 1 : 0)) * scores[i, k];
            }
            return slope;
        }), scores.Classes);
    }

    private static double Minimise(Func<double, double> derivative)
    {
        const double From = 1 / Highest, To = 1 / Lowest;
        // No slope anywhere: nothing to learn (no images, or scores that are all alike).
        var (atFrom, atTo) = (derivative(From), derivative(To));
        if (atFrom == 0 && atTo == 0)
            return 1;
        if (atFrom >= 0)
            return Highest;
        return atTo <= 0 ? Lowest : 1 / Brent.FindRoot(derivative, From, To, accuracy: 1e-10, maxIterations: 200);
    }
}
