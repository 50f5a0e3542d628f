using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Stages;

/// <summary>
/// The upper bar of the "refer to a radiologist" band, for those who ask for one: so high that the promised share of negatives stays
/// below it. The lower bar is the threshold that carries the promise on recall. Each promise holds with its own confidence.
/// </summary>
internal sealed class ReferStage(TrainingOptions options)
{
    /// <param name="rows">The images that the bar is set on.</param>
    /// <param name="probabilities">[rows, K].</param>
    /// <param name="thresholds">The lower bars, one an output.</param>
    /// <param name="certifiable">Whether nothing was fitted on those images.</param>
    public (float? ReferBelow, SpecificityRecord? Promise) Run(
        DataRows rows, ScoreMatrix probabilities, ImmutableArray<float> thresholds, bool certifiable)
    {
        if (options.ReferSpecificity is not { } target) return (null, null);
        var negative = rows is { Task: ClassificationTask.MultiClass, NegativeClass: { } name } ? rows.Classes.IndexOf(name) : -1;
        if (rows.Task == ClassificationTask.MultiClass && negative < 0) return (null, null);

        // With a threshold a label there is no one lower bar: an image is referred where a label is on but none is sure.
        var targets = Targets.Of(rows);
        var lower = rows.Task == ClassificationTask.MultiLabel ? 0 : thresholds[Math.Max(negative, 0)];
        var found = SpecificityPromise.Choose(
            FindingScores.Any(probabilities, negative), FindingScores.Truth(targets, negative), [.. rows.Samples.Select(static s => s.Patient)],
            new PromiseOptions { Target = target, Confidence = options.Confidence, Seed = options.Seed }, lower);
        var share = ReferEvaluation.Measure(probabilities, targets, negative, thresholds, found.Threshold, options.Confidence).Share;
        return (found.Threshold, Record(found, share, certifiable));
    }

    private static SpecificityRecord Record(SpecificityResult r, Estimate share, bool certifiable) => new(
        r.TargetSpecificity,
        r.Confidence,
        r.Certified && certifiable,
        certifiable ? Known(r.LowerBound) : null,
        Known(r.EmpiricalSpecificity),
        r.Negatives,
        r.Patients,
        Known(share.Value),
        certifiable ? r.Explanation : $"Not certified: no images were held out for calibration, so the bar comes from other networks' scores. {r.Explanation}");

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
