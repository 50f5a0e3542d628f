using MathNet.Numerics.Distributions;

namespace Pneumonia.Training.Evaluation;

/// <summary>
/// How sure an area under the ROC curve is, and whether two differ (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988).
/// Images count as independent; with several images a patient, lay a <see cref="PatientBootstrap"/> beside it.
/// </summary>
public static class DeLong
{
    /// <summary>Variance of <see cref="Metrics.RocAuc(ReadOnlySpan{float}, ReadOnlySpan{int})"/>; NaN below two images of each class.</summary>
    public static double Variance(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        var components = new DeLongComponents(scores, labels);
        return components.Covariance(components);
    }

    /// <summary>
    /// Interval of the area. The variance of a perfect ranking is zero although its area isn't known exactly: there the interval is
    /// that of min(positives, negatives) disjoint, hence independent, pairs all in the right order
    /// (<see cref="IntervalMethod.DisjointPairs"/>), which is exact and wide.
    /// </summary>
    /// <param name="scores">[N].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="confidence">Two-sided, strictly between 0 and 1.</param>
    /// <param name="logit">Whether to work on the logit scale, which keeps the interval inside (0, 1).</param>
    /// <returns>Ends are NaN below two images of each class.</returns>
    public static Interval Interval(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, double confidence = 0.95, bool logit = false)
    {
        Check.OpenUnit(confidence, nameof(confidence));
        var components = new DeLongComponents(scores, labels);
        var area = components.Auc;
        if (area is 0 or 1)
        {
            var pairs = Math.Min(components.OfPositives.Length, components.OfNegatives.Length);
            return Proportions.ClopperPearson(area == 1 ? pairs : 0, pairs, confidence) with { Method = IntervalMethod.DisjointPairs };
        }

        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * Math.Sqrt(components.Covariance(components));
        if (!logit)
            return new Interval(Math.Max(0, area - reach), Math.Min(1, area + reach), confidence, IntervalMethod.DeLong);

        // Delta method: the derivative of ln(A / (1 − A)) is 1 / (A (1 − A)).
        var centre = Math.Log(area / (1 - area));
        reach /= area * (1 - area);
        return new Interval(Logistic(centre - reach), Logistic(centre + reach), confidence, IntervalMethod.DeLongLogit);
    }

    /// <summary>Whether two models rank the same images differently well: DeLong's test on the difference A − B, with its covariance.</summary>
    /// <param name="scoresA">[N], first model.</param>
    /// <param name="scoresB">[N], second model, same images.</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="confidence">Of the difference's interval, strictly between 0 and 1.</param>
    /// <returns>
    /// Statistic is z. Models that rank alike differ by 0 with p = 1; where both areas have no variance but differ, z and p are NaN.
    /// </returns>
    public static PairedComparison Compare(
        ReadOnlySpan<float> scoresA, ReadOnlySpan<float> scoresB, ReadOnlySpan<int> labels, double confidence = 0.95)
    {
        Check.OpenUnit(confidence, nameof(confidence));
        var a = new DeLongComponents(scoresA, labels);
        var b = new DeLongComponents(scoresB, labels);
        var difference = a.Auc - b.Auc;
        // Rounding may leave the variance of two like models a hair below zero.
        var error = Math.Sqrt(Math.Max(0, a.Covariance(a) + b.Covariance(b) - 2 * a.Covariance(b)));
        var z = error == 0 ? (difference == 0 ? 0 : double.NaN) : difference / error;
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * error;
        return new PairedComparison(
            a.Auc,
            b.Auc,
            difference,
            new Interval(Math.Max(-1, difference - reach), Math.Min(1, difference + reach), confidence, IntervalMethod.DeLong),
            z,
            2 * Normal.CDF(0, 1, -Math.Abs(z)),
            ComparisonTest.DeLong);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
