using System.Collections.Immutable;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Html;

namespace Pneumonia.Training.Report.Charts;

/// <summary>ROC and precision–recall, each with the point at which the model works and how sure that point is.</summary>
internal static class RankingCharts
{
    private const double Width = 440;
    private const double Height = 360;

    /// <param name="curves">Names and evaluations: one for a finding, several for labels.</param>
    public static XElement Roc(ImmutableArray<(string Name, BinaryEvaluation E)> curves)
    {
        var model = Chart.New("ROC");
        model.Axes.Add(Chart.Percent(AxisPosition.Bottom, "false alarms (1 − specificity)"));
        model.Axes.Add(Chart.Percent(AxisPosition.Left, "recall"));
        model.Annotations.Add(Chart.Diagonal());
        for (var i = 0; i < curves.Length; i++)
        {
            var (name, e) = curves[i];
            var colour = ChartColour.Series(i);
            model.Series.Add(Chart.Line($"{name} (AUC {Figures.Decimal(e.Auc.Value)})", colour, e.Roc.Select(static p => new DataPoint(p.FalsePositiveRate, p.Recall))));
            Cross(model, colour, e.OperatingPoint.Specificity, e.OperatingPoint.Recall, static s => 1 - s);
        }

        model.AddLegend(LegendPosition.RightBottom);
        return Chart.Draw(model, Width, Height, "ROC curve with the operating point and its interval");
    }

    /// <inheritdoc cref="Roc"/>
    public static XElement PrecisionRecall(ImmutableArray<(string Name, BinaryEvaluation E)> curves)
    {
        var model = Chart.New("Precision–recall");
        model.Axes.Add(Chart.Percent(AxisPosition.Bottom, "recall"));
        model.Axes.Add(Chart.Percent(AxisPosition.Left, "precision"));
        for (var i = 0; i < curves.Length; i++)
        {
            var (name, e) = curves[i];
            var colour = ChartColour.Series(i);
            model.Series.Add(Chart.Line(
                $"{name} (average precision {Figures.Decimal(e.AveragePrecision.Value)})", colour, e.PrecisionRecall.Select(static p => new DataPoint(p.Recall, p.Precision))));
            Cross(model, colour, e.OperatingPoint.Recall, e.OperatingPoint.Precision, static r => r);
        }

        model.AddLegend(LegendPosition.LeftBottom);
        return Chart.Draw(model, Width, Height, "Precision–recall curve with the operating point and its interval");
    }

    private static void Cross(PlotModel model, OxyColor colour, Estimate across, Estimate up, Func<double, double> toX)
    {
        if (!double.IsFinite(across.Value) || !double.IsFinite(up.Value)) return;
        var at = new DataPoint(toX(across.Value), up.Value);
        if (Figures.Best(across) is { } a)
            model.Series.Add(Chart.Line(null, ChartColour.Ink, [new(toX(a.Lower), at.Y), new(toX(a.Upper), at.Y)], thickness: 1.2));
        if (Figures.Best(up) is { } u)
            model.Series.Add(Chart.Line(null, ChartColour.Ink, [new(at.X, u.Lower), new(at.X, u.Upper)], thickness: 1.2));
        model.Series.Add(Chart.Dot(colour, at));
    }
}
