using System.Globalization;
using System.Text.Json.Nodes;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Cli.Output;

/// <summary>Two models on the same images, in words and as JSON.</summary>
internal static class ComparisonOutput
{
    // The usual line; the p-value itself is always said.
    private const double Significant = 0.05;

    public static void Say(CliConsole console, ModelComparison comparison, string a, string b)
    {
        console.Say($"A: {a}; B: {b}; {comparison.Images:N0} images that both could read.");
        foreach (var figure in comparison.Figures) console.Say("  " + Sentence(figure));
        if (comparison.Figures.Length > 2) console.Say("  With several comparisons some differ by chance: one in twenty even where the models are alike.");
    }

    public static JsonObject Json(ModelComparison comparison, JsonObject second) => new()
    {
        ["n"] = comparison.Images,
        ["other"] = second,
        ["figures"] = new JsonArray([.. comparison.Figures.Select(static f => (JsonNode)new JsonObject
        {
            ["figure"] = f.Name,
            ["a"] = Number(f.Result.A),
            ["b"] = Number(f.Result.B),
            ["difference"] = Number(f.Result.Difference),
            ["interval"] = double.IsFinite(f.Result.Interval.Lower) && double.IsFinite(f.Result.Interval.Upper) ? new JsonArray(f.Result.Interval.Lower, f.Result.Interval.Upper) : null,
            ["test"] = f.Result.Test.ToString(),
            ["statistic"] = Number(f.Result.Statistic),
            ["p"] = Number(f.Result.PValue),
        })]),
    };

    private static string Sentence(ComparedFigure f)
    {
        var r = f.Result;
        var verdict = r switch
        {
            { PValue: double.NaN } => "can't be told apart by this test",
            { PValue: >= Significant } => "no difference that chance would not explain",
            { Difference: > 0 } => "A is better",
            _ => "B is better",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{f.Name}: A {r.A:0.0000}, B {r.B:0.0000}, difference {r.Difference:+0.0000;-0.0000;0.0000} (95% interval {r.Interval.Lower:0.0000} to {r.Interval.Upper:0.0000}), p = {r.PValue:0.0000} ({Name(r.Test)}): {verdict}.");
    }

    private static string Name(ComparisonTest test) => test switch
    {
        ComparisonTest.DeLong => "DeLong",
        ComparisonTest.McNemarExact => "McNemar, exact",
        _ => "McNemar",
    };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
