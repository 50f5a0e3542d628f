using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>
/// Measures probabilities against the truth, every figure with its interval. Call it once, on data that nothing else has touched,
/// after everything is chosen. Patients, where given, are resampled whole beside the formulas' intervals.
/// </summary>
public static partial class Evaluator
{
    /// <summary>Measures at one threshold.</summary>
    /// <param name="probabilities">[N], of label 1, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="threshold">Probabilities at or above it are called positive.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">How; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <param name="cancellation">Looked at before each bootstrap replicate.</param>
    /// <exception cref="ArgumentException">Lengths differ, labels or probabilities are out of range, or an option is.</exception>
    public static BinaryEvaluation Binary(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> labels,
        float threshold,
        IReadOnlyList<string>? patients = null,
        EvaluationOptions? options = null,
        CancellationToken cancellation = default)
        => Binary(probabilities, labels, [threshold], patients, options, cancellation);

    /// <summary>Measures at several thresholds, of which the first is the one that decides.</summary>
    /// <param name="probabilities">[N], of label 1, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="thresholds">At least one; probabilities at or above it are called positive.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">How; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <param name="cancellation">Looked at before each bootstrap replicate.</param>
    /// <exception cref="ArgumentException">Lengths differ, labels or probabilities are out of range, or an option is.</exception>
    public static BinaryEvaluation Binary(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<float> thresholds,
        IReadOnlyList<string>? patients = null,
        EvaluationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        if (thresholds.Count == 0)
            throw new ArgumentException("thresholds must hold at least one, but holds none.", nameof(thresholds));
        Check.BinaryProbabilities(probabilities, labels);
        Check.Patients(patients, labels.Length);
        options = (options ?? EvaluationOptions.Default).Validated();

        var runs = new TieRuns(probabilities, labels);
        var intervals = BinaryBootstrap.Run(runs, thresholds, patients, labels.Length, options, cancellation);
        var points = thresholds.Select((threshold, i) => At(runs, threshold, intervals.At(i), options));

        return new BinaryEvaluation
        {
            Count = labels.Length,
            Positives = runs.All.TotalPositives,
            Patients = CountPatients(patients, labels.Length),
            OperatingPoints = [.. points],
            Auc = new Estimate(runs.All.RocAuc(), AucInterval(probabilities, labels, options), intervals.Auc),
            AveragePrecision = new Estimate(runs.All.AveragePrecision(), null, intervals.AveragePrecision),
            Brier = Metrics.Brier(probabilities, labels),
            LogLoss = Metrics.LogLoss(probabilities, labels),
            Reliability = ReliabilityCurve.Create(probabilities, labels, options.Bins, options.Binning, options.Confidence),
            Roc = Thin(Metrics.RocCurve(probabilities, labels), options.CurvePoints),
            PrecisionRecall = Thin(Metrics.PrecisionRecallCurve(probabilities, labels), options.CurvePoints),
        };
    }

    private static OperatingPoint At(TieRuns runs, float threshold, Interval?[] intervals, EvaluationOptions options)
    {
        var c = runs.All.Confusion(runs.CalledAt(threshold));
        return new OperatingPoint
        {
            Threshold = threshold,
            Confusion = c,
            Accuracy = Rate(c.TruePositives + c.TrueNegatives, c.Count, options, intervals[0]),
            Recall = Rate(c.TruePositives, c.Positives, options, intervals[1]),
            Specificity = Rate(c.TrueNegatives, c.Negatives, options, intervals[2]),
            Precision = Rate(c.TruePositives, c.TruePositives + c.FalsePositives, options, intervals[3]),
            NegativePredictiveValue = Rate(c.TrueNegatives, c.TrueNegatives + c.FalseNegatives, options, intervals[4]),
            BalancedAccuracy = new Estimate(c.BalancedAccuracy, null, intervals[5]),
            F1 = new Estimate(c.F1, null, intervals[6]),
            F2 = new Estimate(c.F2, null, intervals[7]),
            Mcc = new Estimate(c.Mcc, null, intervals[8]),
        };
    }

    private static Estimate Rate(int successes, int trials, EvaluationOptions options, Interval? patientInterval = null) => new(
        trials == 0 ? double.NaN : (double)successes / trials,
        options.RateInterval == IntervalMethod.Wilson
            ? Proportions.Wilson(successes, trials, options.Confidence)
            : Proportions.ClopperPearson(successes, trials, options.Confidence),
        patientInterval);

    private static Interval AucInterval(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, EvaluationOptions options)
        => DeLong.Interval(scores, labels, options.Confidence, options.AucInterval == IntervalMethod.DeLongLogit);

    private static int CountPatients(IReadOnlyList<string>? patients, int rows)
        => patients is null ? rows : patients.Distinct(StringComparer.Ordinal).Count();

    /// <summary>Evenly spaced points of a curve, first and last among them.</summary>
    private static ImmutableArray<T> Thin<T>(IReadOnlyList<T> curve, int most)
        => curve.Count <= most
            ? [.. curve]
            : [.. Enumerable.Range(0, most).Select(i => curve[(int)((long)i * (curve.Count - 1) / (most - 1))])];
}
