using System.Collections.Immutable;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Evaluation;

/// <summary>Everything measured of one model on one set of images, whatever its task.</summary>
public sealed record ModelEvaluation
{
    /// <value>The images it speaks of: test, out-of-fold, or the name of a folder.</value>
    public required string MeasuredOn { get; init; }

    /// <value>Finding or no finding. For multi-class every class but the negative one is a finding; null for multi-label.</value>
    public BinaryEvaluation? Finding { get; init; }

    /// <value>Class by class; null unless multi-class.</value>
    public MultiClassEvaluation? Classes { get; init; }

    /// <value>Label by label; null unless multi-label.</value>
    public MultiLabelEvaluation? Labels { get; init; }

    /// <value>The refer band; null where the model has none.</value>
    public ReferEvaluation? Refer { get; init; }

    /// <value>Number of images.</value>
    public int Count => Finding?.Count ?? Classes?.Count ?? Labels?.Count ?? 0;

    /// <summary>The figures a manifest keeps.</summary>
    public ImmutableArray<MetricRecord> ToRecords()
    {
        var records = ImmutableArray.CreateBuilder<MetricRecord>();
        if (Finding is { } f) records.AddRange(OfBinary("", f));
        if (Classes is { } c)
        {
            records.Add(Record("accuracy-multiclass", c.Accuracy));
            records.Add(Record("macro-recall", c.MacroRecall));
            records.Add(Record("macro-auc", new Estimate(c.MacroAuc)));
            foreach (var one in c.Classes)
            {
                records.Add(Record($"auc {one.Name}", one.Auc));
                records.Add(Record($"recall {one.Name}", one.Recall, one.Count));
            }
        }

        if (Labels is { } l)
        {
            records.Add(Record("macro-auc", new Estimate(l.MacroAuc)));
            records.Add(Record("exact-match", l.ExactMatch));
            foreach (var one in l.Labels) records.AddRange(OfBinary($" {one.Name}", one.Evaluation));
        }

        if (Refer is { } r)
        {
            records.Add(Record("referred", r.Share));
            records.Add(Record("outright-recall", r.OutrightRecall, Finding?.Positives));
            records.Add(Record("outright-specificity", r.OutrightSpecificity, Finding?.Count - Finding?.Positives));
        }

        return records.ToImmutable();
    }

    private IEnumerable<MetricRecord> OfBinary(string suffix, BinaryEvaluation e)
    {
        var at = e.OperatingPoint;
        yield return Record("auc" + suffix, e.Auc);
        yield return Record("average-precision" + suffix, e.AveragePrecision);
        yield return Record("accuracy" + suffix, at.Accuracy);
        yield return Record("recall" + suffix, at.Recall, at.Confusion.Positives);
        yield return Record("specificity" + suffix, at.Specificity, at.Confusion.Negatives);
        yield return Record("precision" + suffix, at.Precision, at.Confusion.TruePositives + at.Confusion.FalsePositives);
        yield return Record("f2" + suffix, at.F2);
        yield return Record("brier" + suffix, new Estimate(e.Brier));
        yield return Record("ece" + suffix, new Estimate(e.ExpectedCalibrationError));
    }

    // Of a share the images that it is a share of: recall speaks of positives alone.
    private MetricRecord Record(string name, Estimate estimate, int? of = null)
    {
        var interval = estimate.Shown;
        return new MetricRecord(
            name, MeasuredOn, Known(estimate.Value), Known(interval?.Lower), Known(interval?.Upper),
            interval?.Confidence, interval?.Method.ToString(), of ?? Count);
    }

    // JSON knows no NaN: what is not known is null.
    private static double? Known(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
