using System.Globalization;
using System.Text;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Packaging;

/// <summary>
/// The model card (Mitchell et al. 2019): who a model is for, what it was measured on and what it can't do. What the tool can't know is
/// shown as a gap, for a person to fill.
/// </summary>
internal static class ModelCard
{
    private const string Gap = "_not known to the tool: to be filled in by whoever uses the model_";

    public static string Write(ModelManifest m)
    {
        var card = new StringBuilder();
        void Line(string text = "") => card.Append(text).Append('\n');

        Line("# Model card");
        Line();
        Line("**A research and engineering tool, not a medical device.** It must not be used to diagnose or to decide on treatment.");
        Line();
        Line("## Model");
        Line($"- Made by {m.CreatedBy} on {m.CreatedAt:yyyy-MM-dd HH:mm} UTC with engine `{m.Engine}`, seed {m.Seed}");
        Line($"- Task: {m.Task}; classes: {string.Join(", ", m.Classes)}");
        Line($"- Input: one greyscale image, stretched to {m.InputSize}×{m.InputSize}");
        foreach (var b in m.Backbones) Line($"- Backbone: {b.Name} (SHA-256 `{b.Sha256}`){(b.TrainedOn is { } t ? $", trained before on {t}" : "")}");
        foreach (var (name, value) in m.Hyperparameters) Line($"- {name}: {value}");
        Line();
        Line("## What is promised");
        if (m.Promises.IsEmpty) Line("Nothing: the task has no negative class.");
        foreach (var p in m.Promises) Line($"- **{p.Label}: {(p.Certified ? "certified" : "not certified")}.** {p.Explanation}");
        Line($"- Thresholds (a probability at or above counts): {string.Join(", ", m.Thresholds.Select(Number))}");
        Line("- The promise holds only for images like the calibration images: same hospitals, age group, view and equipment.");
        Line();
        Line("## Data");
        Line($"- Content hash `{m.Data.ContentHash}`; patients by rule: {m.Data.PatientRule}");
        Line();
        Line("| split | images | patients | per class |");
        Line("|---|---|---|---|");
        foreach (var s in m.Data.Splits) Line($"| {s.Name} | {s.Images} | {s.Patients} | {string.Join(", ", s.PerClass.Select(static c => $"{c.Key} {c.Value}"))} |");
        Line();
        Line("## Figures");
        Line($"Calibration: {m.Calibration.Method}, fitted on {m.Calibration.Source} ({m.Calibration.Rows} images).");
        Line();
        Line("| figure | measured on | value | interval | images |");
        Line("|---|---|---|---|---|");
        foreach (var f in m.Metrics)
        {
            var interval = f is { Lower: { } low, Upper: { } high } ? $"{Number(low)} to {Number(high)} ({f.Confidence:0%}, {f.Method})" : "";
            Line($"| {f.Name} | {f.MeasuredOn} | {(f.Value is { } v ? Number(v) : "undefined")} | {interval} | {f.N} |");
        }

        Line();
        Line("## Notes of the run");
        foreach (var note in m.Notes) Line($"- {note}");
        Line();
        Line("## Limits, and what a person must add");
        Line($"- Intended users and setting: {Gap}");
        Line($"- Age, sex, hospitals and equipment of the patients: {Gap}");
        Line($"- How the labels were made, and by whom: {Gap}");
        Line($"- Ethics and consent: {Gap}");
        return card.ToString();
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Number(float value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
