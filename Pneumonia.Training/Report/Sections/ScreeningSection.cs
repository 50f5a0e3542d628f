using System.Xml.Linq;
using Pneumonia.Training.Data;
using Pneumonia.Training.Report.Html;
using Pneumonia.Training.Screening;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>What screening found: every kind with its count, and pictures of some.</summary>
internal sealed class ScreeningSection() : ReportSection("screening", "Screening")
{
    // Both of a pair of duplicates, but not all of a hundred.
    private const int MostOfOneFinding = 2;

    protected override IEnumerable<XElement> Body(ReportData data)
    {
        if (data.Screening is not { } screening) yield break;
        yield return P($"{Figures.Count(screening.Images)} images were looked at, {Figures.Count(screening.LeftOut)} left out.", screening.Findings.IsEmpty ? " Nothing was found." : "");
        if (screening.Findings.IsEmpty) yield break;

        yield return Table(
            ["kind", "severity", "#findings", "#images", "#left out", "the first of them", "what was done"],
            screening.Findings.GroupBy(static f => (f.Kind, f.Severity)).Select(static g => Row([.. g])));
        var shown = Spread(screening.Findings).Take(data.Options.MaxFindings).ToArray();
        if (data.Options.Thumbnails && shown.Length > 0) yield return Div("gallery", shown.Select(static s => Figure(s.Finding, s.Image)));
        yield return Note($"{ReportWriter.MetricsName} lists every finding with all its files.");
    }

    private static IReadOnlyList<object?> Row(ScreeningFinding[] kind) =>
    [
        kind[0].KindInWords, kind[0].Severity == NoteSeverity.Warning ? "warning" : "information", Figures.Count(kind.Length), Figures.Count(kind.Sum(static f => f.Files.Length)),
        Figures.Count(kind.Sum(static f => f.LeftOut.Length)), kind[0].Name.Length == 0 ? kind[0].Problem : $"{kind[0].Name}: {kind[0].Problem}", kind[0].Done,
    ];

    // One of each kind in turn, so that a thousand blurred images don't hide the only inverted one. What can't be decoded has no picture.
    private static IEnumerable<(ScreeningFinding Finding, ImageSample Image)> Spread(IEnumerable<ScreeningFinding> findings) => findings
        .Where(static f => f.Kind is not (ScreeningKind.Unreadable or ScreeningKind.Truncated))
        .GroupBy(static f => f.Kind)
        .SelectMany(static kind => kind.Select(static (f, turn) => (Finding: f, Turn: turn)))
        .OrderByDescending(static x => x.Finding.Severity).ThenBy(static x => x.Turn).ThenBy(static x => x.Finding.Kind)
        .SelectMany(static x => x.Finding.Files.Take(MostOfOneFinding).Select(i => (x.Finding, i)));

    private static XElement Figure(ScreeningFinding finding, ImageSample image) => El(
        "figure",
        Thumbnail.Of(image.Path) is { } uri ? El("img", Attribute("src", uri), Attribute("alt", $"{finding.KindInWords}: {image.Name}")) : null,
        El("figcaption", El("b", finding.KindInWords), El("br"), finding.Problem, El("br"), image.Name));
}
