using System.Text.Json;
using System.Text.Json.Nodes;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.LabelAudit;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Search;
using static Pneumonia.Training.Report.EvaluationJson;

namespace Pneumonia.Training.Report;

/// <summary>The figures of a report for programs. What is not known is null.</summary>
internal static class MetricsJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(ReportData data) => new JsonObject
    {
        ["model"] = data.ModelPath,
        ["createdAt"] = data.CreatedAt,
        ["measuredOn"] = data.Evaluation.MeasuredOn,
        ["synthetic"] = data.Synthetic,
        ["seen"] = data.Seen,
        ["atypical"] = data.Atypical,
        ["unreadable"] = data.Unreadable,
        ["evaluation"] = EvaluationJson.Of(data.Evaluation),
        ["calibration"] = new JsonArray([.. data.Calibration.Select(static c => (JsonNode)Calibration(c))]),
        ["stress"] = data.Stress is { } stress ? Stress(stress) : null,
        ["subgroups"] = new JsonArray([.. data.Subgroups.Select(static g => (JsonNode)Groups(g))]),
        ["trials"] = data.Search is { } search ? new JsonArray([.. search.Trials.Select(static t => (JsonNode)Trial(t))]) : null,
        ["screening"] = data.Screening is { } screening ? ScreeningJson.Of(screening) : null,
        ["labelAudit"] = data.LabelAudit is { } audit ? LabelAuditJson.Of(audit) : null,
        ["notes"] = new JsonArray([.. data.Notes.Select(static n => (JsonNode)new JsonObject { ["severity"] = n.Severity.ToString(), ["text"] = n.Text })]),
        ["settings"] = new JsonObject([.. data.Settings.Select(static s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))]),
        ["manifest"] = JsonNode.Parse(ManifestSerializer.Write(data.Manifest)),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Calibration(CalibrationReport c) => new()
    {
        ["method"] = c.Calibrator.Method.ToString().ToLowerInvariant(),
        ["eceBefore"] = Number(c.Before.ExpectedCalibrationError),
        ["eceAfter"] = Number(c.After.ExpectedCalibrationError),
        ["logLossBefore"] = Number(c.Before.LogLoss),
        ["logLossAfter"] = Number(c.After.LogLoss),
    };

    private static JsonObject Stress(StressReport s) => new()
    {
        ["images"] = s.Images,
        ["positives"] = s.Positives,
        ["unshifted"] = Point(s.Unshifted),
        ["shifts"] = new JsonArray([.. s.Curves.Select(static c => (JsonNode)new JsonObject
        {
            ["shift"] = c.Shift, ["unit"] = c.Unit, ["points"] = new JsonArray([.. c.Points.Select(static p => (JsonNode)Point(p))]),
        })]),
    };

    private static JsonObject Point(StressPoint p) => new()
    {
        ["level"] = p.Level,
        ["auc"] = Number(p.Auc.Value),
        ["recall"] = Number(p.Recall.Value),
        ["recallInterval"] = Ends(p.Recall.Interval),
        ["specificity"] = Number(p.Specificity.Value),
        ["specificityInterval"] = Ends(p.Specificity.Interval),
        ["refused"] = Number(p.Refused.Value),
    };

    private static JsonObject Groups(Subgroups groups) => new()
    {
        ["column"] = groups.Column,
        ["groups"] = new JsonArray([.. groups.Groups.Select(static g =>
        {
            var one = Binary(g.Evaluation);
            one["value"] = g.Value;
            return (JsonNode)one;
        })]),
    };

    private static JsonObject Trial(TrialResult t) => new()
    {
        ["number"] = t.Number,
        ["engine"] = t.Settings.Engine,
        ["parameters"] = new JsonObject([.. t.Settings.Parameters.Values.Select(static p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))]),
        ["metric"] = Number(t.Metric),
        ["seconds"] = t.Duration.TotalSeconds,
        ["error"] = t.Error,
    };
}
