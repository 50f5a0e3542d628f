using System.Xml.Linq;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>Does it work as well for everyone?</summary>
internal sealed class SubgroupsSection() : ReportSection("subgroups", "Subgroups")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        foreach (var groups in data.Subgroups)
        {
            yield return El("h3", groups.Column == ImageSample.SubLabelColumn ? "Finer class (from the file names)" : groups.Column);
            yield return Table(
                ["value", "#images", "#with a finding", "#recall", "#specificity", "#AUC"],
                groups.Groups.Select(g => Row(g, groups.Column)));
        }

        if (!data.Subgroups.IsEmpty) yield return Note("Columns of the data with 2 to 20 values. Few images give wide intervals: differences within them mean little.");
    }

    private static IReadOnlyList<object?> Row(Subgroup g, string column)
    {
        var at = g.Evaluation.OperatingPoint;
        var name = g.Value == Subgroups.Unknown && column == ImageSample.SubLabelColumn ? "(none given)" : g.Value;
        return
        [
            name, Figures.Count(g.Evaluation.Count), Figures.Count(g.Evaluation.Positives),
            Figures.PercentWithInterval(at.Recall), Figures.PercentWithInterval(at.Specificity), Figures.Decimal(g.Evaluation.Auc.Value),
        ];
    }
}
