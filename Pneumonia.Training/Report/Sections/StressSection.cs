using System.Globalization;
using System.Xml.Linq;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report.Charts;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>What is left of the figures on shifted images.</summary>
internal sealed class StressSection() : ReportSection("stress", "Stress suite")
{
    // A fall by more than this is worth a colour.
    private const double Marked = 0.1;

    public static string Describe(StressCurve curve, StressPoint point)
        => curve.Unit.Length == 0 ? curve.Shift : string.Create(CultureInfo.InvariantCulture, $"{curve.Shift} {point.Level:0.##} ({curve.Unit})");

    protected override IEnumerable<XElement> Body(ReportData data)
    {
        if (data.Stress is not { } s) yield break;
        yield return P(
            $"The same {Figures.Count(s.Images)} images ({Figures.Count(s.Positives)} with a finding) under graded shifts, at the model's own threshold. ",
            "Images as they are can't tell a robust model from one that fails in the next hospital; these can.");
        yield return P(
            El("span", Class("key k1"), ""), "recall ", El("span", Class("key k2"), ""), "specificity ", El("span", Class("key k3"), ""), "AUC (dashed)");
        yield return Div("charts small", s.Curves.Where(static c => c.Points.Length > 1).Select(c => El("figure", StressChart.Draw(c, s.Unshifted))));
        yield return Table(
            ["shift", "#level", "#AUC", "#recall", "#specificity", "#not answered"],
            [Row("as they are", "", s.Unshifted, s.Unshifted), .. s.Curves.SelectMany(c => c.Points.Select(p => Row(c.Shift, Level(c, p), p, s.Unshifted)))]);
        yield return Note("95% intervals in brackets, images taken for independent. Coloured: more than 10 points below the images as they are. “Not answered” is the share that the typicality gate refuses; those images are in the other figures all the same.");
    }

    private static IReadOnlyList<object?> Row(string shift, string level, StressPoint p, StressPoint unshifted) =>
    [
        shift, level,
        Weak(Figures.Decimal(p.Auc.Value), p.Auc, unshifted.Auc),
        Weak(Figures.PercentWithInterval(p.Recall), p.Recall, unshifted.Recall),
        Weak(Figures.PercentWithInterval(p.Specificity), p.Specificity, unshifted.Specificity),
        Figures.Percent(p.Refused.Value),
    ];

    private static object Weak(string text, Estimate now, Estimate before) => before.Value - now.Value > Marked ? El("span", Class("weak"), text) : text;

    private static string Level(StressCurve curve, StressPoint point)
        => curve.Unit.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{point.Level:0.##} {curve.Unit}");
}
