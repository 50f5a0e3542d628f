using System.Text.Json.Nodes;
using Pneumonia.Model.Manifest;
using Pneumonia.Training;

namespace Pneumonia.Cli.Output;

/// <summary>A training run as one JSON object on one line.</summary>
internal static class TrainingJson
{
    public static string Write(TrainingResult result)
    {
        var trials = new JsonArray([.. result.Search.Trials.Select(static t => (JsonNode)new JsonObject
        {
            ["number"] = t.Number,
            ["engine"] = t.Settings.Engine,
            ["parameters"] = new JsonObject([.. t.Settings.Parameters.Values.Select(static p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))]),
            ["metric"] = double.IsFinite(t.Metric) ? t.Metric : null,
            ["seconds"] = t.Duration.TotalSeconds,
            ["resumed"] = t.Resumed,
            ["error"] = t.Error,
        })]);
        return new JsonObject
        {
            ["model"] = result.ModelPath,
            ["seconds"] = result.Duration.TotalSeconds,
            ["end"] = result.Search.End.ToString(),
            ["best"] = result.Search.Best.Number,
            ["trials"] = trials,
            ["unreadable"] = new JsonArray([.. result.Unreadable.Select(static u => (JsonNode)new JsonObject { ["path"] = u.Name, ["problem"] = u.Problem })]),
            ["manifest"] = JsonNode.Parse(ManifestSerializer.Write(result.Manifest)),
        }.ToJsonString();
    }
}
