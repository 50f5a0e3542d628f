using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Pneumonia.Training.Report.Html;

namespace Pneumonia.Training.Report.Charts;

/// <summary>What all charts of a report have in common.</summary>
internal static class Chart
{
    private const string Font = "sans-serif";

    public static PlotModel New(string? title = null) => new()
    {
        // OxyPlot writes what it is given, and breaks on what XML may not hold.
        Title = Safe(title),
        TitleFontSize = 13,
        TitleFontWeight = FontWeights.Bold,
        DefaultFont = Font,
        DefaultFontSize = 11,
        TextColor = ChartColour.Ink,
        PlotAreaBorderColor = ChartColour.Line,
        PlotAreaBorderThickness = new OxyThickness(1),
        Background = OxyColors.Undefined,
        PlotMargins = new OxyThickness(double.NaN),
    };

    private static string? Safe(string? text) => text is null ? null : HtmlText.Clean(text);

    public static LinearAxis Axis(AxisPosition position, string? title, double minimum, double maximum, double step, Func<double, string>? label = null) => new()
    {
        Position = position,
        Title = title,
        Minimum = minimum,
        Maximum = maximum,
        MajorStep = step,
        LabelFormatter = label,
        MinorTickSize = 0,
        MajorTickSize = 3,
        TicklineColor = ChartColour.Line,
        AxislineColor = ChartColour.Line,
        TextColor = ChartColour.Muted,
        TitleColor = ChartColour.Muted,
        AxisTitleDistance = 6,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = ChartColour.Line,
        MajorGridlineThickness = 0.5,
    };

    public static LinearAxis Percent(AxisPosition position, string? title, double minimum = 0, double step = 0.2)
        => Axis(position, title, minimum, 1, step, static v => FormattableString.Invariant($"{v * 100:0}%"));

    public static LineSeries Line(string? title, OxyColor colour, IEnumerable<DataPoint> points, LineStyle style = LineStyle.Solid, double thickness = 1.8)
    {
        var line = new LineSeries { Title = Safe(title), Color = colour, StrokeThickness = thickness, LineStyle = style };
        line.Points.AddRange(points);
        return line;
    }

    public static ScatterSeries Dot(OxyColor colour, DataPoint at, double size = 5)
    {
        var dot = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = size, MarkerFill = colour, MarkerStroke = ChartColour.Paper, MarkerStrokeThickness = 1.2 };
        dot.Points.Add(new ScatterPoint(at.X, at.Y));
        return dot;
    }

    public static LineAnnotation Diagonal() => new()
    {
        Type = LineAnnotationType.LinearEquation, Slope = 1, Intercept = 0, Color = ChartColour.Muted, LineStyle = LineStyle.Dash, StrokeThickness = 1,
    };

    public static LineAnnotation Vertical(double x, string text) => new()
    {
        Type = LineAnnotationType.Vertical,
        X = x,
        Color = ChartColour.Ink,
        LineStyle = LineStyle.Dash,
        StrokeThickness = 1.2,
        Text = text,
        TextColor = ChartColour.Ink,
        TextOrientation = AnnotationTextOrientation.Horizontal,
        TextLinePosition = 0.95,
    };

    public static void AddLegend(this PlotModel model, LegendPosition position) => model.Legends.Add(new Legend
    {
        LegendPosition = position,
        LegendBackground = OxyColors.Undefined,
        LegendTextColor = ChartColour.Ink,
        LegendFontSize = 10.5,
        LegendPadding = 4,
        LegendMargin = 6,
    });

    /// <summary>Draws the model as one inline SVG element with a text for those who can't see it.</summary>
    /// <param name="model">The chart.</param>
    /// <param name="width">In points; the page scales it.</param>
    /// <param name="height">In points.</param>
    /// <param name="description">What the chart shows.</param>
    public static XElement Draw(PlotModel model, double width, double height, string description)
        => InlineSvg.From(new SvgExporter { Width = width, Height = height, IsDocument = false, TextMeasurer = new RoomyText() }.ExportToString(model), description);
}
