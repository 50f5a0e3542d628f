using System.Globalization;
using System.Text.Json.Nodes;
using Pneumonia.Model;
using Pneumonia.Serving;

namespace Pneumonia.Cli.Output;

/// <summary>One prediction as one line: for people, as JSON, or as CSV. JSON names and decision words are a contract with scripts.</summary>
internal abstract class PredictionWriter
{
    public virtual string? Header => null;

    public abstract string Line(Prediction prediction);

    public static PredictionWriter For(bool json, bool csv) => json ? new Json() : csv ? new Csv() : new Text();

    public static string Word(Decision decision) => decision.ToWord();

    private static string Number(float value) => float.IsFinite(value) ? value.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private sealed class Text : PredictionWriter
    {
        // A probability beside "no chest X-ray" would be read for what it is not.
        public override string Line(Prediction p) => p.Decision is Decision.Unreadable or Decision.NotAChestXray
            ? $"{p.Source}\t{Word(p.Decision)}\t{p.Problem}"
            : $"{p.Source}\t{Word(p.Decision)}\t{p.Label}\t{p.Probability.ToString("0.000", CultureInfo.InvariantCulture)}{(p.Problem is { } problem ? "\t" + problem : "")}{string.Concat(p.Warnings.Select(static w => "\t" + w))}";
    }

    private sealed class Json : PredictionWriter
    {
        public override string Line(Prediction p) => new JsonObject
        {
            ["path"] = p.Source,
            ["label"] = p.Label,
            ["probability"] = Value(p.Probability),
            ["decision"] = Word(p.Decision),
            ["typicality"] = Value(p.Typicality),
            ["problem"] = p.Problem,
            ["warnings"] = new JsonArray([.. p.Warnings.Select(static w => JsonValue.Create(w))]),
            ["correction"] = p.Correction is { } c ? new JsonObject { ["inverted"] = c.Inverted, ["rotation"] = c.Rotation } : null,
            ["scores"] = new JsonObject([.. p.Scores.Select(static s => KeyValuePair.Create(s.Label, (JsonNode?)s.Probability))]),
        }.ToJsonString();

        private static JsonNode? Value(float value) => float.IsFinite(value) ? JsonValue.Create(value) : null;
    }

    private sealed class Csv : PredictionWriter
    {
        public override string Header => "path,decision,label,probability,typicality,problem,warnings";

        public override string Line(Prediction p)
            => string.Join(',', Quote(p.Source), Word(p.Decision), Quote(p.Label), Number(p.Probability), Number(p.Typicality), Quote(p.Problem), Quote(string.Join(' ', p.Warnings)));

        // RFC 4180, and a leading = + - @ is no formula when a spreadsheet opens it.
        private static string Quote(string? text)
        {
            if (string.IsNullOrEmpty(text)) return "";
            if (text[0] is '=' or '+' or '-' or '@') text = "'" + text;
            return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
        }
    }
}
