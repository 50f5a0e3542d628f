using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;

namespace Pneumonia.Training.Report.Charts;

/// <summary>One shift: recall, specificity and AUC by its strength.</summary>
internal static class StressChart
{
    /// <param name="curve">The shift.</param>
    /// <param name="unshifted">The images as they are, drawn at the level that changes nothing, or at the mild end.</param>
    public static XElement Draw(StressCurve curve, StressPoint unshifted)
    {
        // Levels stand at even distances: what counts is their order, and σ 1, 2, 4 would crowd at the left.
        var points = curve.Points.Append(unshifted with { Level = curve.Neutral ?? double.PositiveInfinity }).OrderBy(static p => p.Level).ToArray();
        string Name(double x) => x == Math.Floor(x) && x >= 0 && x < points.Length ? Level(points[(int)x].Level) : "";
        var model = Chart.New(curve.Unit.Length == 0 ? curve.Shift : $"{curve.Shift} ({curve.Unit})");
        model.TitleFontSize = 11.5;
        model.Axes.Add(Chart.Axis(AxisPosition.Bottom, null, -0.25, points.Length - 0.75, 1, Name));
        model.Axes.Add(Chart.Axis(AxisPosition.Left, null, 0, 1.02, 0.25, static v => v > 1 ? "" : FormattableString.Invariant($"{v * 100:0}%")));
        Add(model, points, static p => p.Auc, ChartColour.Series(2), LineStyle.Dash);
        Add(model, points, static p => p.Specificity, ChartColour.Negative, LineStyle.Solid);
        Add(model, points, static p => p.Recall, ChartColour.Positive, LineStyle.Solid);
        return Chart.Draw(model, 260, 190, $"Recall, specificity and AUC under {curve.Shift}");
    }

    private static void Add(PlotModel model, StressPoint[] points, Func<StressPoint, Estimate> figure, OxyColor colour, LineStyle style)
    {
        var known = points.Select((p, i) => (i, E: figure(p))).Where(static x => double.IsFinite(x.E.Value)).ToArray();
        foreach (var (i, e) in known)
        {
            if (e.Interval is { } range) model.Series.Add(Chart.Line(null, colour, [new(i, range.Lower), new(i, range.Upper)], thickness: 0.7));
        }

        model.Series.Add(Chart.Line(null, colour, known.Select(static x => new DataPoint(x.i, x.E.Value)), style));
        foreach (var (i, e) in known) model.Series.Add(Chart.Dot(colour, new DataPoint(i, e.Value), 2.6));
    }

    private static string Level(double? level) => level switch
    {
        null or double.PositiveInfinity => "as is",
        { } v => v.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
