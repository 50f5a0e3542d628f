using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation.Stress;
using static Pneumonia.Training.Report.Cards.CardText;

namespace Pneumonia.Training.Report.Cards;

/// <summary>Ethical considerations, caveats, and the items of CLAIM 2024 (Tejani et al., Radiology: AI 6, 2024), gaps shown as gaps.</summary>
internal static class CardChecklist
{
    public static IEnumerable<string> Lines(ModelManifest m, StressReport? stress)
    {
        yield return "## Ethical considerations";
        yield return $"- Ethics approval, consent and privacy: {Gap}";
        yield return $"- Groups that may be served worse: {Gap}";
        yield return "";
        yield return "## Caveats and recommendations";
        yield return "- Measure the model on images of the place where it shall be used before it is used there (`pneumonia evaluate`).";
        yield return "- A probability is calibrated for the share of findings in the data above; where findings are rarer, so are they among the alarms.";
        yield return m.Graph.IsOnnx
            ? "- A heat map shows what moved the number, not a place of disease; a probability of 99% is not a diagnosis."
            : "- There are no heat maps, no typicality and no ONNX export: ML.NET's image classification gives none of them away. A probability of 99% is not a diagnosis.";
        yield return "";
        yield return "## CLAIM 2024";
        yield return "";
        yield return "| item | what is known |";
        yield return "|---|---|";
        foreach (var (item, known) in Items(m, stress)) yield return $"| {item} | {known} |";
        yield return "";
    }

    private static IEnumerable<(string Item, string Known)> Items(ModelManifest m, StressReport? stress)
    {
        yield return ("Study design, purpose and hypothesis", Gap);
        yield return ("Data sources, dates and places", Gap);
        yield return ("Inclusion and exclusion", "every readable image of the data; what was left out is in the notes of the run");
        yield return ("Data preprocessing", $"grey, area-averaged stretch to {m.InputSize}×{m.InputSize}, pixel recipe {m.PixelRecipe}");
        yield return ("De-identification", Gap);
        yield return ("Reference standard, its rationale and annotators", Gap);
        yield return ("Inter- and intrarater variability", Gap);
        yield return ("Intended sample size", "not planned; the promise says how many positives would be needed");
        yield return ("Data partitions and level of disjointness", $"{string.Join(", ", m.Data.Splits.Select(static s => $"{s.Name} {s.Images}"))}; disjoint by patient (rule: {Plain(m.Data.PatientRule)})");
        yield return ("Model, inputs, outputs, layers", $"{m.Engine}: {string.Join(", ", m.Backbones.Select(static b => Plain(b.Name)))}; {(m.Graph.IsOnnx ? "the ONNX graph in the file holds all of it" : "the ML.NET transformer in the file holds the network, the manifest calibration and thresholds")}");
        yield return ("Software, libraries, packages", "see model details");
        yield return ("Initialisation of parameters", m.Backbones.Any(static b => b.TrainedOn is not null) ? "pretrained, see model details" : $"seed {m.Seed}");
        yield return ("Training and hyperparameters", "see model details; every trial is in the work folder's journal");
        yield return ("Selection of the final model", "best out-of-fold metric of the search; test images were not looked at");
        yield return ("Ensembling", m.Backbones.Length > 1 ? $"{m.Backbones.Length} networks" : "none");
        yield return ("Metrics, uncertainty and significance", "every rate with its interval, see figures");
        yield return ("Robustness or sensitivity analysis", stress is null ? "not made with this card" : "see under stress");
        yield return ("Explainability", m.Graph.IsOnnx ? "exact class activation maps of the linear head" : "none: the network gives no activation maps");
        yield return ("Internal evaluation", m.Data.Splits.Any(static s => s is { Name: "test", Images: > 0 }) ? "held-out test images, see figures" : "only out-of-fold scores");
        yield return ("External evaluation", Gap);
        yield return ("Failure analysis", "the worst errors are in the report, where one was written");
        yield return ("Clinical trial registration", Gap);
        yield return ("Flow of participants, demographics", Gap);
        yield return ("Limitations, implications for practice", $"research only; {Gap}");
        yield return ("Protocol, code, data, funding", Gap);
    }
}
