using System.Xml.Linq;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>Every figure with its interval.</summary>
internal sealed class FiguresSection() : ReportSection("figures", "All figures")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        yield return Table(
            ["figure", "#value", "#95% interval", "interval by", "#images"],
            data.Evaluation.ToRecords().Select(static m => Row(m)));
        yield return Note("PatientBootstrap resamples patients with all of their images; the other intervals take images for independent. Precision, average precision and the share referred depend on how common findings are.");
    }

    private static IReadOnlyList<object?> Row(MetricRecord m) =>
    [
        m.Name,
        Figures.Decimal(m.Value ?? double.NaN),
        m is { Lower: { } low, Upper: { } high } ? $"{Figures.Decimal(low)} to {Figures.Decimal(high)}" : "",
        m.Lower is null ? "" : m.Method,
        Figures.Count(m.N),
    ];
}
