using System.Text.Json.Nodes;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Cli.Output;

/// <summary>An evaluation as one JSON object; the names are a contract with scripts. What is not known is null.</summary>
internal static class EvaluationJson
{
    public static string Write(ModelFileEvaluation e) => Of(e).ToJsonString();

    public static JsonObject Of(ModelFileEvaluation e)
    {
        var json = Training.Report.EvaluationJson.Of(e.Evaluation);
        json["seen"] = e.Seen;
        json["unreadable"] = e.Unreadable.Length;
        json["atypical"] = e.Atypical;
        return json;
    }
}
