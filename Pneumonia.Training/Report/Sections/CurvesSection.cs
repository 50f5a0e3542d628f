using System.Collections.Immutable;
using System.Xml.Linq;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Charts;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>ROC and precision–recall.</summary>
internal sealed class CurvesSection() : ReportSection("curves", "ROC and precision–recall")
{
    // More lines than colours would be a tangle.
    private const int MostLines = 8;

    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var all = Curves(data);
        var curves = all.Take(MostLines).ToImmutableArray();
        if (curves.IsEmpty) yield break;
        yield return Div("charts", El("figure", RankingCharts.Roc(curves)), El("figure", RankingCharts.PrecisionRecall(curves)));
        var left = all.Length > curves.Length ? $" The first {curves.Length} of {all.Length} labels are drawn." : "";
        yield return Note("The dot is where the model works, at its threshold; the cross is the 95% interval of that point." + left);
    }

    private static ImmutableArray<(string Name, BinaryEvaluation E)> Curves(ReportData data)
    {
        if (data.Evaluation.Finding is { } f) return f.Roc.IsEmpty ? [] : [(TaskWords.Finding(data.Manifest), f)];
        return [.. (data.Evaluation.Labels?.Labels ?? []).Where(static l => !l.Evaluation.Roc.IsEmpty).Select(static l => (l.Name, l.Evaluation))];
    }
}
