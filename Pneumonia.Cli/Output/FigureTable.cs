using System.Globalization;
using Pneumonia.Training.Evaluation;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>Figures with their intervals as a table for people.</summary>
internal static class FigureTable
{
    public static Table Of(ModelEvaluation evaluation)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn(Markup.Escape($"on {evaluation.MeasuredOn} ({evaluation.Count} images)"))
            .AddColumn("value")
            .AddColumn("95% interval");
        foreach (var metric in evaluation.ToRecords())
        {
            table.AddRow(
                Markup.Escape(metric.Name),
                metric.Value is { } v ? Number(v) : "undefined",
                metric is { Lower: { } low, Upper: { } high } ? $"{Number(low)} … {Number(high)}" : "");
        }

        return table;
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
