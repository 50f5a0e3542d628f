using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Stages;

/// <summary>
/// Logits become probabilities, and probabilities decisions. The calibrator is fitted on out-of-fold scores of the training rows; the
/// thresholds and their promise come from the calibration rows, on which nothing was fitted. Where there are none, out-of-fold scores
/// must serve for both, and nothing is certified: they are other networks' scores than the packaged one's.
/// </summary>
internal sealed class CalibrationStage(TrainingOptions options)
{
    private const string OutOfFold = "out-of-fold scores of the training rows";

    /// <param name="train">The training rows.</param>
    /// <param name="outOfFold">Their out-of-fold logits [rows, K].</param>
    /// <param name="calibration">The calibration rows; may be empty.</param>
    /// <param name="heldOut">The final networks' logits of the calibration rows [rows, K].</param>
    public CalibratedModel Run(
        TrainingRows train, ScoreMatrix outOfFold, CalibrationRows calibration, ScoreMatrix heldOut)
    {
        var (calibrator, record, reports) = Calibrate(train, outOfFold);
        var certifiable = !calibration.IsEmpty;
        DataRows rows = certifiable ? calibration : train;
        var probabilities = calibrator.Apply(certifiable ? heldOut : outOfFold);
        var results = Promise(rows, probabilities, new PromiseOptions { Target = options.TargetRecall, Confidence = options.Confidence, Seed = options.Seed });
        var thresholds = Thresholds(train, calibrator.Apply(outOfFold), results);
        var (referBelow, referPromise) = new ReferStage(options).Run(rows, probabilities, thresholds, certifiable);
        return new CalibratedModel(calibrator, record, reports, thresholds, [.. results.Select((r, k) => Record(LabelOf(rows, k), r, certifiable))])
        {
            ReferBelow = referBelow,
            ReferPromise = referPromise,
        };
    }

    private (ICalibrator, CalibrationRecord, ImmutableArray<CalibrationReport>) Calibrate(TrainingRows train, ScoreMatrix outOfFold)
    {
        var targets = Targets.Of(train);
        string[] patients = [.. train.Samples.Select(static s => s.Patient)];
        CalibrationRecord Describe(ICalibrator c, double before, double after)
            => new(c.Method.ToString().ToLowerInvariant(), OutOfFold, train.Count, Known(before), Known(after));

        switch (train.Task)
        {
            case ClassificationTask.Binary:
                var one = CalibrationSelector.Choose(outOfFold.Values, targets.Flags(), patients, options.Seed);
                return (one.Calibrator, Describe(one.Calibrator, one.Before.ExpectedCalibrationError, one.After.ExpectedCalibrationError), [one]);

            case ClassificationTask.MultiClass:
                int[] classes = targets.ClassIndices();
                var multi = CalibrationSelector.ChooseMultiClass(outOfFold, classes, patients, options.Seed);
                return (multi.Calibrator, Describe(multi.Calibrator, multi.Before.ExpectedCalibrationError, multi.After.ExpectedCalibrationError), [multi]);

            default:
                var labels = CalibrationSelector.ChooseMultiLabel(outOfFold, targets.Flags(), patients, options.Seed);
                var joined = new LabelwiseCalibrator(OfOneKind([.. labels.Select(static l => l.Calibrator)], outOfFold, targets));
                var chosen = labels.Select((l, k) => ReferenceEquals(l.Calibrator, joined.Labels[k])).All(static same => same);
                return (joined, Describe(
                    joined,
                    labels.Average(static l => l.Before.ExpectedCalibrationError),
                    chosen ? labels.Average(static l => l.After.ExpectedCalibrationError) : double.NaN), labels);
        }
    }

    // A graph calibrates all labels by curves or all by lines: where only some have images enough for a curve, all get a line.
    private static ImmutableArray<ICalibrator> OfOneKind(ImmutableArray<ICalibrator> labels, ScoreMatrix outOfFold, Targets targets)
        => labels.All(static l => l is IsotonicCalibrator)
            ? labels
            : [.. labels.Select((l, k) => l is IsotonicCalibrator
                ? PlattScaling.Fit(outOfFold.Column(k), [.. Enumerable.Range(0, targets.Rows).Select(r => targets.IsOn(r, k) ? 1 : 0)])
                : l)];

    /// <summary>Promises anew for a model that scores otherwise than it did: the same target on unseen rows, other thresholds.</summary>
    /// <param name="rows">Rows that nothing was fitted on.</param>
    /// <param name="probabilities">[rows, K], by the changed model.</param>
    /// <param name="thresholds">The thresholds so far; those that carry no promise stay.</param>
    /// <param name="target">The recall to be promised.</param>
    /// <param name="confidence">How surely.</param>
    /// <param name="seed">Draws the image that is kept of a patient.</param>
    public static (ImmutableArray<float> Thresholds, ImmutableArray<PromiseRecord> Promises) PromiseAgain(
        CalibrationRows rows, ScoreMatrix probabilities, ImmutableArray<float> thresholds, double target, double confidence, int seed)
    {
        var results = Promise(rows, probabilities, new PromiseOptions { Target = target, Confidence = confidence, Seed = seed });
        var changed = results.IsEmpty ? thresholds
            : rows.Task == ClassificationTask.MultiClass ? thresholds.SetItem(rows.Classes.IndexOf(rows.NegativeClass!), Usable(results[0].Threshold, rows.Task))
            : [.. results.Select(r => Usable(r.Threshold, rows.Task))];
        return (changed, [.. results.Select((r, k) => Record(LabelOf(rows, k), r, certifiable: true))]);
    }

    private static ImmutableArray<PromiseResult> Promise(DataRows rows, ScoreMatrix probabilities, PromiseOptions promise)
    {
        var targets = Targets.Of(rows);
        string[] patients = [.. rows.Samples.Select(static s => s.Patient)];
        return rows.Task switch
        {
            ClassificationTask.Binary => [RecallPromise.Choose(probabilities.Values, targets.Flags(), patients, promise)],
            ClassificationTask.MultiLabel => RecallPromise.ChooseMultiLabel(probabilities, targets.Flags(), patients, promise),
            _ when rows.NegativeClass is null => [],
            _ => [RecallPromise.ChooseMultiClass(
                probabilities, targets.ClassIndices(), rows.Classes.IndexOf(rows.NegativeClass), patients, promise)],
        };
    }

    private static ImmutableArray<float> Thresholds(TrainingRows train, ScoreMatrix outOfFold, ImmutableArray<PromiseResult> promises)
    {
        if (train.Task != ClassificationTask.MultiClass) return [.. promises.Select(p => Usable(p.Threshold, train.Task))];
        var targets = Targets.Of(train);
        var negative = train.NegativeClass is { } name ? train.Classes.IndexOf(name) : -1;
        return ClassThresholds.Tune(
            outOfFold, targets.ClassIndices(), negative,
            promises.IsEmpty ? null : Usable(promises[0].Threshold, train.Task));
    }

    // A graph divides by the thresholds of several outputs: 0 would divide by nothing, and means "always" just as well when it is tiny.
    private static float Usable(float threshold, ClassificationTask task)
        => task == ClassificationTask.Binary ? threshold : Math.Clamp(threshold, 1e-7f, 1f);

    private static string LabelOf(DataRows rows, int output) => rows.Task switch
    {
        ClassificationTask.Binary => rows.PositiveClass!,
        ClassificationTask.MultiClass => $"any class but {rows.NegativeClass}",
        _ => rows.Classes[output],
    };

    private static PromiseRecord Record(string label, PromiseResult r, bool certifiable) => new(
        label,
        r.TargetRecall,
        r.Confidence,
        r.Certified && certifiable,
        certifiable ? Known(r.LowerBound) : null,
        Known(r.EmpiricalRecall),
        r.Positives,
        r.Patients,
        r.Method.ToString(),
        certifiable ? r.Explanation : $"Not certified: no images were held out for calibration, so the threshold comes from {OutOfFold}, which are other networks' scores. {r.Explanation}");

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
