using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Html;

namespace Pneumonia.Training.Report.Charts;

/// <summary>Predicted against observed; on the diagonal a probability means what it says.</summary>
internal static class ReliabilityChart
{
    /// <param name="title">Above the chart.</param>
    /// <param name="curves">Names and curves; of the last one the bins' intervals are drawn too.</param>
    public static XElement Draw(string title, (string Name, ReliabilityCurve Curve)[] curves)
    {
        var model = Chart.New(title);
        model.Axes.Add(Chart.Percent(AxisPosition.Bottom, "predicted"));
        model.Axes.Add(Chart.Percent(AxisPosition.Left, "observed"));
        model.Annotations.Add(Chart.Diagonal());
        for (var i = 0; i < curves.Length; i++)
        {
            var (name, curve) = curves[i];
            var last = i == curves.Length - 1;
            var colour = last ? ChartColour.Positive : ChartColour.Negative;
            if (last) AddIntervals(model, curve);
            var points = curve.Bins.Select(static b => new DataPoint(b.MeanPredicted, b.ObservedRate)).ToArray();
            model.Series.Add(Chart.Line($"{name} (ECE {Figures.Decimal(curve.ExpectedCalibrationError)})", colour, points, last ? LineStyle.Solid : LineStyle.Dash));
            foreach (var point in points) model.Series.Add(Chart.Dot(colour, point, 3.5));
        }

        model.AddLegend(LegendPosition.LeftTop);
        return Chart.Draw(model, 440, 360, $"Reliability curve: {title}");
    }

    private static void AddIntervals(PlotModel model, ReliabilityCurve curve)
    {
        foreach (var bin in curve.Bins)
        {
            model.Series.Add(Chart.Line(
                null, ChartColour.Muted, [new(bin.MeanPredicted, bin.Interval.Lower), new(bin.MeanPredicted, bin.Interval.Upper)], thickness: 1));
        }
    }
}
