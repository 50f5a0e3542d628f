using Pneumonia.Model.Manifest;
using Pneumonia.Training.Quantisation;
using static Pneumonia.Training.Report.Cards.CardText;

namespace Pneumonia.Training.Report.Cards;

/// <summary>Model details, intended use and factors.</summary>
internal static class CardModel
{
    public static IEnumerable<string> Lines(ModelManifest m)
    {
        yield return "# Model card";
        yield return "";
        yield return "**A research and engineering tool, not a medical device.** It must not be used to diagnose or to decide on treatment.";
        yield return "";
        yield return "## Model details";
        yield return $"- Made by {Plain(m.CreatedBy)} on {m.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC with engine `{m.Engine}`, seed {m.Seed}";
        yield return $"- Task: {TaskWords.Name(m.Task)}; classes: {string.Join(", ", m.Classes.Select(Plain))}";
        yield return $"- Input: one greyscale image, stretched to {m.InputSize}×{m.InputSize} (pixel recipe {m.PixelRecipe})";
        foreach (var b in m.Backbones) yield return $"- Backbone: {Plain(b.Name)} (SHA-256 `{b.Sha256}`){(b.TrainedOn is { } t ? $", trained before on {Plain(t)}" : "")}";
        foreach (var (name, value) in m.Hyperparameters) yield return $"- {Plain(name)}: {Plain(value)}";
        if (m.Quantisation is { } q) yield return $"- Precision: {Plain(QuantisationFigures.Words(q))} {(q.Certified ? "The promises are certified with its own scores" : "The promises are not certified with its own scores")}";
        yield return $"- Packages: {string.Join(", ", m.Packages.Select(static p => $"{p.Key} {p.Value}"))}";
        yield return $"- Licence, and whom to ask: {Gap}";
        yield return "";
        yield return "## Intended use";
        yield return $"- Research and engineering on chest X-rays: tells {Plain(TaskWords.Finding(m))} from {Plain(TaskWords.NoFinding(m))}.";
        yield return "- Out of scope: diagnosis and treatment; other views, ages and hospitals than those of the data; anything but chest X-rays.";
        yield return $"- Intended users and setting: {Gap}";
        yield return "";
        yield return "## Factors";
        yield return $"- Age, sex, view, hospitals and equipment of the patients: {Gap}";
        yield return "";
    }
}
