using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Pneumonia.Training.Report.Charts;

/// <summary>
/// How the probabilities of the two classes are spread, back to back: those with a finding upward, those without downward. The axis is
/// in log-odds, for nearly all of a good model's answers lie within a hair of 0 and 1.
/// </summary>
internal static class ScoreChart
{
    private const int Bins = 30;

    // Probabilities from 0.01% to 99.99%; what lies beyond is counted at the ends.
    private static readonly double End = 4 * Math.Log(10);

    /// <param name="probabilities">[N].</param>
    /// <param name="truth">[N], 0 or 1.</param>
    /// <param name="threshold">The bar.</param>
    /// <param name="referBelow">The second bar, or null.</param>
    /// <param name="title">Above the chart.</param>
    /// <param name="width">In points.</param>
    public static XElement Draw(float[] probabilities, int[] truth, float threshold, float? referBelow, string title, double width)
    {
        var model = Chart.New(title);
        var (up, down) = (Shares(probabilities, truth, 1), Shares(probabilities, truth, 0));
        var top = Math.Max(0.05, up.Concat(down).Max()) * 1.1;
        var step = top > 0.5 ? 0.25 : top > 0.2 ? 0.1 : 0.05;
        model.Axes.Add(Chart.Axis(AxisPosition.Bottom, "probability (log-odds scale)", -End, End, Math.Log(10), Odds));
        model.Axes.Add(Chart.Axis(AxisPosition.Left, "share of the class", -top, top, step, static v => FormattableString.Invariant($"{Math.Abs(v) * 100:0}%")));
        model.Series.Add(Bars(up, 1, ChartColour.Positive));
        model.Series.Add(Bars(down, -1, ChartColour.Negative));
        model.Annotations.Add(Chart.Vertical(Place(threshold), "threshold"));
        if (referBelow is { } bar) model.Annotations.Add(Chart.Vertical(Place(bar), "refer below"));
        return Chart.Draw(model, width, 300, $"Histogram of probabilities by class: {title}");
    }

    private static double[] Shares(float[] probabilities, int[] truth, int of)
    {
        var shares = new double[Bins];
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (truth[i] == of) shares[Math.Clamp((int)((Place(probabilities[i]) + End) / (2 * End) * Bins), 0, Bins - 1)]++;
        }

        var total = shares.Sum();
        return total == 0 ? shares : [.. shares.Select(s => s / total)];
    }

    private static RectangleBarSeries Bars(double[] shares, int sign, OxyColor colour)
    {
        var bars = new RectangleBarSeries { FillColor = colour, StrokeColor = ChartColour.Paper, StrokeThickness = 0.8 };
        var width = 2 * End / Bins;
        for (var b = 0; b < Bins; b++)
        {
            if (shares[b] > 0) bars.Items.Add(new RectangleBarItem(-End + (b * width), 0, -End + ((b + 1) * width), sign * shares[b]));
        }

        return bars;
    }

    private static double Place(float p) => Math.Clamp(Math.Log(p / (1.0 - p)), -End, End);

    private static string Odds(double logit)
    {
        var p = 1 / (1 + Math.Exp(-logit));
        return p is > 0.05 and < 0.95 ? FormattableString.Invariant($"{p * 100:0}%") : FormattableString.Invariant($"{p * 100:0.##}%");
    }
}
