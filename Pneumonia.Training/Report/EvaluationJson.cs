using System.Text.Json.Nodes;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Report;

/// <summary>An evaluation as a JSON object; its names are a contract with scripts. What is not known is null.</summary>
public static class EvaluationJson
{
    /// <summary>The figures: those of a finding at the top, then classes or labels, then the refer band.</summary>
    public static JsonObject Of(ModelEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var json = evaluation.Finding is { } finding ? Binary(finding) : new JsonObject { ["n"] = evaluation.Count };
        if (evaluation.Classes is { } classes) AddClasses(json, classes);
        if (evaluation.Labels is { } labels) AddLabels(json, labels);
        if (evaluation.Refer is { } refer) json["refer"] = Refer(refer);
        return json;
    }

    internal static JsonObject Binary(BinaryEvaluation e)
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

    internal static JsonArray? Ends(Interval? interval)
        => interval is { } i && double.IsFinite(i.Lower) && double.IsFinite(i.Upper) ? new JsonArray(i.Lower, i.Upper) : null;

    internal static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static void AddClasses(JsonObject json, MultiClassEvaluation classes)
    {
        json["classes"] = new JsonArray([.. classes.Classes.Select(static c => (JsonNode)new JsonObject
        {
            ["label"] = c.Name, ["n"] = c.Count, ["auc"] = Number(c.Auc.Value), ["recall"] = Number(c.Recall.Value), ["precision"] = Number(c.Precision.Value),
        })]);
        json["macroAuc"] = Number(classes.MacroAuc);
        json["macroRecall"] = Number(classes.MacroRecall.Value);
        json["multiClassAccuracy"] = Number(classes.Accuracy.Value);
        var all = Enumerable.Range(0, classes.Confusion.Classes);
        json["multiClassConfusion"] = new JsonArray([.. all.Select(t => (JsonNode)new JsonArray([.. all.Select(d => (JsonNode)classes.Confusion[t, d])]))]);
    }

    private static void AddLabels(JsonObject json, MultiLabelEvaluation labels)
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

    private static JsonObject Refer(ReferEvaluation r) => new()
    {
        ["referBelow"] = Number(r.ReferBelow),
        ["referred"] = r.Referred,
        ["referredPositives"] = r.ReferredPositives,
        ["share"] = Number(r.Share.Value),
        ["shareInterval"] = Ends(r.Share.Interval),
        ["outrightRecall"] = Number(r.OutrightRecall.Value),
        ["outrightSpecificity"] = Number(r.OutrightSpecificity.Value),
    };
}
