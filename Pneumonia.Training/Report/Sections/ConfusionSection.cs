using System.Xml.Linq;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>What was taken for what.</summary>
internal sealed class ConfusionSection() : ReportSection("confusion", "Confusion matrix")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var e = data.Evaluation;
        if (e.Classes is { } classes)
        {
            yield return Matrix([.. classes.Classes.Select(static c => c.Name)], (t, d) => classes.Confusion[t, d]);
        }
        else if (e.Finding is { } f)
        {
            var c = f.OperatingPoint.Confusion;
            yield return Matrix(
                [TaskWords.NoFinding(data.Manifest), TaskWords.Finding(data.Manifest)],
                (t, d) => (t, d) switch { (0, 0) => c.TrueNegatives, (0, _) => c.FalsePositives, (_, 0) => c.FalseNegatives, _ => c.TruePositives });
        }
        else if (e.Labels is { } labels)
        {
            yield return Table(
                ["label", "#threshold", "#found", "#missed", "#false alarms", "#rightly cleared", "#recall", "#specificity"],
                labels.Labels.Select(static l => Row(l)));
        }
    }

    private static IReadOnlyList<object?> Row(LabelEvaluation l)
    {
        var (at, c) = (l.Evaluation.OperatingPoint, l.Evaluation.OperatingPoint.Confusion);
        return
        [
            l.Name, Figures.Probability(at.Threshold), Figures.Count(c.TruePositives), Figures.Count(c.FalseNegatives), Figures.Count(c.FalsePositives),
            Figures.Count(c.TrueNegatives), Figures.PercentWithInterval(at.Recall), Figures.PercentWithInterval(at.Specificity),
        ];
    }

    private static XElement Matrix(string[] names, Func<int, int, int> count) => Div("scroll", El(
        "table",
        Class("matrix"),
        El("thead", El("tr", El("th", "truth ↓  called →"), names.Select(static n => El("th", Attribute("scope", "col"), n)))),
        El("tbody", names.Select((name, t) => El(
            "tr",
            El("th", Attribute("scope", "row"), name),
            names.Select((_, d) => Cell(count(t, d), names.Select((_, any) => count(t, any)).Sum(), t == d)))))));

    private static XElement Cell(int count, int ofTruth, bool right) => El(
        "td",
        count == 0 ? null : Class(right ? "right" : "wrong"),
        El("b", Figures.Count(count)),
        ofTruth == 0 ? "" : Figures.Percent((double)count / ofTruth));
}
