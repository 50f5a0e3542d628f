using System.Collections.Immutable;
using OxyPlot;

namespace Pneumonia.Training.Report.Charts;

/// <summary>
/// Stand-ins for the page's colours. OxyPlot writes fixed colours, but a page that is light by day and dark by night needs variables:
/// each stand-in becomes a CSS variable once the chart is drawn.
/// </summary>
internal static class ChartColour
{
    private static readonly ImmutableArray<string> Variables = ["ink", "muted", "line", "paper", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

    public static OxyColor Ink => At(0);

    public static OxyColor Muted => At(1);

    public static OxyColor Line => At(2);

    public static OxyColor Paper => At(3);

    /// <summary>Findings.</summary>
    public static OxyColor Positive => At(4);

    /// <summary>No finding.</summary>
    public static OxyColor Negative => At(5);

    /// <summary>The n-th of several series.</summary>
    public static OxyColor Series(int n) => At(4 + (n % 8));

    /// <summary>Puts the page's variables into a style or attribute of a drawn chart.</summary>
    public static string ToVariables(string style)
    {
        for (var i = 0; i < Variables.Length; i++) style = style.Replace($"rgb(1,{i + 1},7)", $"var(--{Variables[i]})", StringComparison.Ordinal);
        return style;
    }

    // Colours that no chart would use by itself.
    private static OxyColor At(int i) => OxyColor.FromRgb(1, (byte)(i + 1), 7);
}
