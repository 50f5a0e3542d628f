using System.Globalization;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report.Sections;
using static Pneumonia.Training.Report.Cards.CardText;

namespace Pneumonia.Training.Report.Cards;

/// <summary>Promises, data, figures and stress.</summary>
internal static class CardFigures
{
    public static IEnumerable<string> Lines(ModelManifest m, StressReport? stress)
        => [.. Promises(m), .. Data(m), .. Figures(m), .. Stress(stress), .. Notes(m)];

    private static IEnumerable<string> Promises(ModelManifest m)
    {
        yield return "## What is promised";
        if (m.Promises.IsEmpty) yield return "Nothing: the task has no negative class.";
        foreach (var p in m.Promises)
            yield return $"- **{Plain(p.Label)}: {(p.Certified ? "certified" : "not certified")}**, recall of at least {Share(p.TargetRecall)} with {Share(p.Confidence)} confidence. {Plain(p.Explanation)}";
        yield return $"- Thresholds (a probability at or above counts): {string.Join(", ", m.Thresholds.Select(Number))}";
        if (m is { ReferPromise: { } r, ReferBelow: { } bar })
            yield return $"- **Refer band: {(r.Certified ? "certified" : "not certified")}.** A finding below {Number(bar)} is referred to a radiologist{(r.ReferredShare is { } s ? $" ({Share(s)} of the calibration images)" : "")}; specificity of at least {Share(r.TargetSpecificity)} outright with {Share(r.Confidence)} confidence. {Plain(r.Explanation)}";
        yield return m.TypicalityLimit is { } limit
            ? $"- Images with a typicality above {limit.ToString("0.00", CultureInfo.InvariantCulture)} are not answered."
            : "- No limit of typicality: every picture is answered, chest X-ray or not.";
        yield return "- The promises hold only for images like the calibration images: same hospitals, age group, view and equipment.";
        yield return "";
    }

    private static IEnumerable<string> Data(ModelManifest m)
    {
        yield return "## Data";
        yield return $"- Content hash `{m.Data.ContentHash}`; patients by rule: {Plain(m.Data.PatientRule)}; no patient is on two sides of a split";
        yield return "";
        yield return "| split | images | patients | per class |";
        yield return "|---|---|---|---|";
        foreach (var s in m.Data.Splits) yield return $"| {s.Name} | {s.Images} | {s.Patients} | {string.Join(", ", s.PerClass.Select(static c => $"{Plain(c.Key)} {c.Value}"))} |";
        yield return "";
    }

    private static IEnumerable<string> Figures(ModelManifest m)
    {
        yield return "## Figures";
        yield return $"Calibration: {m.Calibration.Method}, fitted on {m.Calibration.Source} ({m.Calibration.Rows} images).";
        yield return "";
        yield return "| figure | measured on | value | interval | images |";
        yield return "|---|---|---|---|---|";
        foreach (var f in m.Metrics)
        {
            var interval = f is { Lower: { } low, Upper: { } high } ? $"{Number(low)} to {Number(high)} ({Share(f.Confidence ?? 0)}, {f.Method})" : "";
            yield return $"| {Plain(f.Name)} | {f.MeasuredOn} | {Number(f.Value ?? double.NaN)} | {interval} | {f.N} |";
        }

        yield return "";
    }

    private static IEnumerable<string> Stress(StressReport? s)
    {
        yield return "## Under stress";
        if (s is null)
        {
            yield return "Not measured with this card. How the model bears other exposures, blur, noise or cropping is not known from it.";
            yield return "";
            yield break;
        }

        yield return $"The same {s.Images} images under graded shifts, at the model's own threshold; the worst strength of each shift.";
        yield return "";
        yield return "| shift | AUC | recall | specificity |";
        yield return "|---|---|---|---|";
        yield return $"| as they are | {Number(s.Unshifted.Auc.Value)} | {Number(s.Unshifted.Recall.Value)} | {Number(s.Unshifted.Specificity.Value)} |";
        foreach (var curve in s.Curves)
        {
            var worst = curve.Points.MinBy(static p => Least(p.Recall.Value) + Least(p.Specificity.Value))!;
            yield return $"| {StressSection.Describe(curve, worst)} | {Number(worst.Auc.Value)} | {Number(worst.Recall.Value)} | {Number(worst.Specificity.Value)} |";
        }

        yield return "";
    }

    private static IEnumerable<string> Notes(ModelManifest m)
    {
        yield return "## Notes of the run";
        foreach (var note in m.Notes) yield return $"- {Plain(note)}";
        yield return "";
    }

    // What is not known does not decide which strength is the worst.
    private static double Least(double value) => double.IsFinite(value) ? value : 1;
}
