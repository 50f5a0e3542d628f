using MathNet.Numerics.Statistics;

namespace Pneumonia.Training.Evaluation;

/// <summary>A figure of a resample.</summary>
/// <param name="rows">Indices of the resample's images; an image may appear more than once.</param>
public delegate double ResampledMetric(ReadOnlySpan<int> rows);

/// <summary>
/// Percentile intervals for any figure, by drawing patients with replacement, each with all of their images (Efron and Tibshirani
/// 1993, clusters as in Field and Welsh 2007). It minds that a patient's images are alike, which the formulas don't; it is a little
/// too narrow below some thirty patients. To compare two models, give it the difference of their figures on the same rows.
/// </summary>
public static class PatientBootstrap
{
    /// <summary>The interval of one figure.</summary>
    /// <param name="rows">N, the number of images.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="metric">Called once a replicate; NaN where the replicate can't tell.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="replicates">How many resamples, 2 or more.</param>
    /// <param name="confidence">Two-sided, strictly between 0 and 1.</param>
    /// <param name="cancellation">Looked at before each replicate.</param>
    /// <returns>Ends are NaN with fewer than two patients, or where fewer than half of the replicates can tell.</returns>
    public static Interval Interval(
        int rows,
        IReadOnlyList<string>? patients,
        ResampledMetric metric,
        int seed,
        int replicates = 1000,
        double confidence = 0.95,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Intervals(rows, patients, 1, (sample, values) => values[0] = metric(sample), seed, replicates, confidence, cancellation)[0];
    }

    /// <summary>Several figures of the same resamples. Memory: figures × replicates doubles, and one resample.</summary>
    internal static Interval[] Intervals(
        int rows,
        IReadOnlyList<string>? patients,
        int figures,
        Action<ReadOnlySpan<int>, Span<double>> measure,
        int seed,
        int replicates,
        double confidence,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        Check.Patients(patients, rows);
        Check.OpenUnit(confidence, nameof(confidence));

        var groups = PatientGroups.Of(patients, rows);
        var values = new double[figures][];
        for (var figure = 0; figure < figures; figure++)
            values[figure] = new double[replicates];

        var random = new Random(seed);
        var sample = new List<int>(rows);
        Span<double> one = stackalloc double[figures];
        for (var replicate = 0; replicate < replicates && groups.Length >= 2; replicate++)
        {
            cancellation.ThrowIfCancellationRequested();
            sample.Clear();
            for (var draw = 0; draw < groups.Length; draw++)
                sample.AddRange(groups[random.Next(groups.Length)]);
            measure(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sample), one);
            for (var figure = 0; figure < figures; figure++)
                values[figure][replicate] = one[figure];
        }
        return [.. values.Select(column => Percentiles(groups.Length < 2 ? [] : column, confidence))];
    }

    private static Interval Percentiles(double[] values, double confidence)
    {
        var known = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        if (known.Length == 0 || known.Length * 2 < values.Length)
            return new Interval(double.NaN, double.NaN, confidence, IntervalMethod.PatientBootstrap);
        double Quantile(double tau) => SortedArrayStatistics.QuantileCustom(known, tau, QuantileDefinition.R7);
        return new Interval(Quantile((1 - confidence) / 2), Quantile((1 + confidence) / 2), confidence, IntervalMethod.PatientBootstrap);
    }
}
