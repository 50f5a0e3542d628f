using System.Text.Json.Nodes;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Cli.Output;

/// <summary>An evaluation as one JSON object; the names are a contract with scripts. What is not known is null.</summary>
internal static class EvaluationJson
{
    public static string Write(ModelFileEvaluation e)
    {
        var json = e.Evaluation.Finding is { } finding ? Binary(finding) : new JsonObject { ["n"] = e.Evaluation.Count };
        if (e.Evaluation.Classes is { } classes)
        {
            json["classes"] = new JsonArray([.. classes.Classes.Select(static c => (JsonNode)new JsonObject
            {
                ["label"] = c.Name, ["n"] = c.Count, ["auc"] = Number(c.Auc.Value), ["recall"] = Number(c.Recall.Value), ["precision"] = Number(c.Precision.Value),
            })]);
            json["macroAuc"] = Number(classes.MacroAuc);
            json["macroRecall"] = Number(classes.MacroRecall.Value);
            json["multiClassAccuracy"] = Number(classes.Accuracy.Value);
            json["multiClassConfusion"] = new JsonArray([.. Enumerable.Range(0, classes.Confusion.Classes).Select(t => (JsonNode)new JsonArray(
                [.. Enumerable.Range(0, classes.Confusion.Classes).Select(d => (JsonNode)classes.Confusion[t, d])]))]);
        }

        if (e.Evaluation.Labels is { } labels)
        {
            json["labels"] = new JsonArray([.. labels.Labels.Select(static l =>
            {
                var one = Binary(l.Evaluation);
                one["label"] = l.Name;
                return (JsonNode)one;
            })]);
            json["macroAuc"] = Number(labels.MacroAuc);
            json["exactMatch"] = Number(labels.ExactMatch.Value);
        }

        json["seen"] = e.Seen;
        json["unreadable"] = e.Unreadable.Length;
        json["atypical"] = e.Atypical;
        return json.ToJsonString();
    }

    private static JsonObject Binary(BinaryEvaluation e)
    {
        var at = e.OperatingPoint;
        return new JsonObject
        {
            ["n"] = e.Count,
            ["positives"] = e.Positives,
            ["auc"] = Number(e.Auc.Value),
            ["aucInterval"] = Ends(e.Auc.Interval),
            ["accuracy"] = Number(at.Accuracy.Value),
            ["recall"] = Number(at.Recall.Value),
            ["recallInterval"] = Ends(at.Recall.Interval),
            ["specificity"] = Number(at.Specificity.Value),
            ["specificityInterval"] = Ends(at.Specificity.Interval),
            ["threshold"] = Number(at.Threshold),
            ["brier"] = Number(e.Brier),
            ["ece"] = Number(e.ExpectedCalibrationError),
            ["confusion"] = new JsonObject
            {
                ["tp"] = at.Confusion.TruePositives,
                ["fp"] = at.Confusion.FalsePositives,
                ["tn"] = at.Confusion.TrueNegatives,
                ["fn"] = at.Confusion.FalseNegatives,
            },
        };
    }

    private static JsonArray? Ends(Interval? interval)
        => interval is { } i && double.IsFinite(i.Lower) && double.IsFinite(i.Upper) ? new JsonArray(i.Lower, i.Upper) : null;

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
