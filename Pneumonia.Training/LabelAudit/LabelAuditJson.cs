using System.Text.Json.Nodes;

namespace Pneumonia.Training.LabelAudit;

/// <summary>A label audit for programs: the likely wrong labels, but no more than a person will look at.</summary>
internal static class LabelAuditJson
{
    private const int Most = 1000;

    public static JsonObject Of(LabelAuditReport report) => new()
    {
        ["labels"] = report.Ranking.Length,
        ["likelyWrong"] = report.LikelyWrong,
        ["estimatedErrors"] = Math.Round(report.EstimatedErrors, 1),
        ["suspects"] = new JsonArray([.. report.Ranking.Take(Math.Min(Most, report.LikelyWrong)).Select(static s => (JsonNode)new JsonObject
        {
            ["path"] = s.Sample.Name,
            ["given"] = s.Given,
            ["suggested"] = s.Suggested,
            ["givenProbability"] = s.GivenProbability,
            ["margin"] = s.Margin,
        })]),
    };
}
