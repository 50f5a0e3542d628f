using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Fits a logistic curve to scores (Platt 1999) by Newton's method with backtracking (Lin, Lin and Weng, "A note on Platt's
/// probabilistic outputs for support vector machines", Machine Learning 68, 2007). Platt's smoothed targets (N₊ + 1)/(N₊ + 2) and
/// 1/(N₋ + 2) stand for 1 and 0, which keeps the fit finite when the classes are perfectly separated or one of them is missing.
/// </summary>
public static class PlattScaling
{
    private const int MaxIterations = 100;
    private const double Ridge = 1e-12;

    /// <summary>Fits a curve. Where scores fall as positives become more frequent, the best rising curve is flat: slope 0.</summary>
    /// <param name="scores">[N], on any scale.</param>
    /// <param name="labels">[N], 0 or 1; may be of one class only, or none.</param>
    public static PlattCalibrator Fit(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        Check.Binary(scores, labels);
        var positives = labels.Count(1);
        var negatives = labels.Length - positives;
        double high = (positives + 1.0) / (positives + 2.0), low = 1 / (negatives + 2.0);
        var flat = new PlattCalibrator(0, LogisticFunctions.Logit((positives + 1.0) / (labels.Length + 2.0)));

        // On standardised scores Newton's steps are of order one, whatever the scale of the margins.
        var (mean, deviation) = MeanAndDeviation(scores);
        if (deviation == 0)
            return flat;
        var x = new double[scores.Length];
        var targets = new double[scores.Length];
        for (var i = 0; i < x.Length; i++)
            (x[i], targets[i]) = ((scores[i] - mean) / deviation, labels[i] == 1 ? high : low);

        var (a, b) = Minimise(x, targets, flat.Intercept);
        return a > 0 ? new PlattCalibrator(a / deviation, b - a * mean / deviation) : flat;
    }

    private static (double A, double B) Minimise(double[] x, double[] targets, double intercept)
    {
        double a = 0, b = intercept, loss = Loss(x, targets, a, b);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            double gradientA = 0, gradientB = 0, aa = Ridge, ab = 0, bb = Ridge;
            for (var i = 0; i < x.Length; i++)
            {
                var p = LogisticFunctions.Sigmoid(a * x[i] + b);
                var error = p - targets[i];
                var weight = p * (1 - p);
                gradientA += error * x[i];
                gradientB += error;
                aa += weight * x[i] * x[i];
                ab += weight * x[i];
                bb += weight;
            }
            if (Math.Abs(gradientA) < 1e-9 && Math.Abs(gradientB) < 1e-9)
                break;

            var determinant = aa * bb - ab * ab;
            double stepA = -(bb * gradientA - ab * gradientB) / determinant, stepB = -(aa * gradientB - ab * gradientA) / determinant;
            var descent = gradientA * stepA + gradientB * stepB;
            var length = 1.0;
            double next;
            while ((next = Loss(x, targets, a + length * stepA, b + length * stepB)) > loss + 1e-4 * length * descent && length > 1e-10)
                length /= 2;
            // No step makes it better: rounding is all that is left.
            if (!(next < loss))
                break;
            (a, b, loss) = (a + length * stepA, b + length * stepB, next);
        }
        return (a, b);
    }

    private static double Loss(double[] x, double[] targets, double a, double b)
    {
        double loss = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var logit = a * x[i] + b;
            loss += LogisticFunctions.Softplus(logit) - targets[i] * logit;
        }
        return loss;
    }

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
            return (0, 0);
        double mean = 0, squares = 0;
        foreach (var score in scores)
            mean += score / (double)scores.Length;
        foreach (var score in scores)
            squares += (score - mean) * (score - mean) / scores.Length;
        return (mean, Math.Sqrt(squares));
    }
}
