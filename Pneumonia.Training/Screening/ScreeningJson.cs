using System.Text.Json.Nodes;

namespace Pneumonia.Training.Screening;

/// <summary>A screening report for programs.</summary>
public static class ScreeningJson
{
    /// <summary>All findings, with the names of all images.</summary>
    /// <param name="report">What screening found.</param>
    /// <returns>
    /// <c>{"images":…, "leftOut":…, "failed":…, "findings":[{"kind":…, "severity":…, "files":[…], "problem":…, "done":…, "leftOut":[…]}]}</c>
    /// </returns>
    public static JsonObject Of(ScreeningReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["images"] = report.Images,
            ["leftOut"] = report.LeftOut,
            ["failed"] = report.Failures.Length,
            ["findings"] = new JsonArray([.. report.Findings.Select(static f => (JsonNode)new JsonObject
            {
                ["kind"] = f.Kind.ToString(),
                ["severity"] = f.Severity.ToString(),
                ["files"] = new JsonArray([.. f.Files.Select(static i => (JsonNode)i.Name)]),
                ["problem"] = f.Problem,
                ["done"] = f.Done,
                ["leftOut"] = new JsonArray([.. f.LeftOut.Select(static i => (JsonNode)i.Name)]),
            })]),
        };
    }
}
