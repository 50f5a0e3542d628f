using System.Collections.Immutable;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// Chooses how scores become probabilities: the simplest method whose cross-validated log-loss is within one standard error of the
/// best (Breiman et al. 1984). Patients stay whole in the folds, and the error is that of the paired difference, patients counted
/// as the independent units. Degenerate data never throw: what can't be cross-validated stays uncalibrated.
/// </summary>
public static class CalibrationSelector
{
    /// <summary>Isotonic regression is considered from this many images of each class on; below, it fits noise.</summary>
    public const int IsotonicFrom = 200;

    private const int MostFolds = 5;

    private delegate ICalibrator Fit(ScoreMatrix scores, ReadOnlySpan<int> labels);

    /// <summary>For the single score of a binary task: none, temperature, Platt or isotonic.</summary>
    /// <param name="logits">[N], of label 1, on data the network wasn't fitted on.</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="seed">Deals patients to folds.</param>
    public static CalibrationReport Choose(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, IReadOnlyList<string>? patients, int seed)
    {
        Check.Binary(logits, labels);
        var positives = labels.Count(1);
        var fewest = Math.Min(positives, labels.Length - positives);
        return Choose(new ScoreMatrix(logits, logits.Length, 1), labels, patients, seed,
        [
            (CalibrationMethod.None, null, static (_, _) => TemperatureCalibrator.None(1)),
            (CalibrationMethod.Temperature, null, static (s, y) => TemperatureScaling.Fit(s.Values, y)),
            (CalibrationMethod.Platt, null, static (s, y) => PlattScaling.Fit(s.Values, y)),
            (CalibrationMethod.Isotonic,
                fewest >= IsotonicFrom ? null : $"needs {IsotonicFrom} images of each class, and one has {fewest}",
                static (s, y) => IsotonicRegression.Fit(s.Values, y)),
        ]);
    }

    /// <summary>For K classes of which each image has one: none or temperature.</summary>
    /// <param name="logits">[N, K], K at least 2, on data the network wasn't fitted on.</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="seed">Deals patients to folds.</param>
    public static CalibrationReport ChooseMultiClass(
        ScoreMatrix logits, ReadOnlySpan<int> labels, IReadOnlyList<string>? patients, int seed)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentOutOfRangeException.ThrowIfLessThan(logits.Classes, 2, nameof(logits));
        Check.SameLength(labels.Length, logits.Rows, nameof(labels));
        Check.Labels(labels, logits.Classes, nameof(labels));
        var classes = logits.Classes;
        return Choose(logits, labels, patients, seed,
        [
            (CalibrationMethod.None, null, (_, _) => TemperatureCalibrator.None(classes)),
            (CalibrationMethod.Temperature, null, static (s, y) => TemperatureScaling.Fit(s, y)),
        ]);
    }

    /// <summary>For K labels of which each image has any number: each label's own choice. <see cref="LabelwiseCalibrator"/> joins them.</summary>
    /// <param name="logits">[N, K], on data the network wasn't fitted on.</param>
    /// <param name="labels">[N, K] row-major, 0 or 1.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="seed">Deals patients to folds.</param>
    /// <returns>K reports, in the order of the columns.</returns>
    public static ImmutableArray<CalibrationReport> ChooseMultiLabel(
        ScoreMatrix logits, ReadOnlySpan<int> labels, IReadOnlyList<string>? patients, int seed)
    {
        ArgumentNullException.ThrowIfNull(logits);
        Check.SameLength(labels.Length, logits.Values.Length, nameof(labels));
        var reports = ImmutableArray.CreateBuilder<CalibrationReport>(logits.Classes);
        for (var k = 0; k < logits.Classes; k++)
            reports.Add(Choose(logits.Column(k), Columns.Of(labels, k, logits.Classes), patients, seed));
        return reports.MoveToImmutable();
    }

    private static CalibrationReport Choose(
        ScoreMatrix logits,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? patients,
        int seed,
        (CalibrationMethod Method, string? Objection, Fit Fit)[] methods)
    {
        Check.Patients(patients, labels.Length);
        var before = CalibrationQuality.Of(TemperatureCalibrator.None(logits.Classes).Apply(logits), labels);
        var folds = PatientFolds.Deal(labels, patients, MostFolds, seed);
        if (folds is null)
        {
            const string Why = "not tried: cross-validation needs two patients of each of two classes";
            return new(TemperatureCalibrator.None(logits.Classes), before, before,
                [.. methods.Select((m, i) => new CalibrationCandidate(m.Method, double.NaN, double.NaN, double.NaN, i == 0 ? "chosen: nothing to learn from" : Why))]);
        }

        var y = labels.ToArray();
        var tried = methods.Where(m => m.Objection is null)
            .Select(m => (m.Method, m.Fit, Tried: CrossValidated.Of(logits, y, folds, (s, l) => m.Fit(s, l))))
            .ToArray();
        var best = tried.MinBy(t => t.Tried.MeanLoss);
        var compared = tried.Select(t => (t.Method, t.Fit, t.Tried, Excess: t.Tried.ExcessOver(best.Tried, patients))).ToArray();
        var chosen = compared.First(c => c.Excess.Mean <= c.Excess.StandardError);

        return new CalibrationReport(
            chosen.Fit(logits, y),
            before,
            CalibrationQuality.Of(chosen.Tried.Probabilities, y),
            [.. methods.Select(m => Describe(m.Method, m.Objection))]);

        CalibrationCandidate Describe(CalibrationMethod method, string? objection)
        {
            if (objection is not null)
                return new(method, double.NaN, double.NaN, double.NaN, $"not tried: {objection}");
            var one = compared.Single(c => c.Method == method);
            var note = method == chosen.Method ? (method == best.Method ? "chosen: the best" : "chosen: the simplest within one standard error of the best")
                : method < chosen.Method ? "worse than the best by more than one standard error" : "not better than the simpler one by more than one standard error";
            return new(method, one.Tried.MeanLoss, one.Excess.Mean, one.Excess.StandardError, note);
        }
    }
}
