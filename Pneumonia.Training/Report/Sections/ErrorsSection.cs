using System.Xml.Linq;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>The errors the model was surest of, for a person to look at.</summary>
internal sealed class ErrorsSection() : ReportSection("errors", "Worst errors")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var errors = WorstErrors.Of(data.Manifest, data.Measured, data.Options.MaxErrors);
        if (errors.IsEmpty)
        {
            if (data.Options.MaxErrors > 0) yield return P("None: every decision was right.");
            yield break;
        }

        yield return Note(data.Options.Thumbnails
            ? "This page holds small copies of patients' images. Where they must not leave their place, write the report without thumbnails (--no-thumbnails)."
            : "Thumbnails were left out on request.");
        using var heatMaps = data.Options.Thumbnails ? HeatMapThumbnails.Open(data.ModelPath) : null;
        if (heatMaps is not null) yield return Note("Right: what spoke for the finding, from purple (little) to yellow (most). It shows what the network looked at, not that it was right.");
        foreach (var (missed, title) in new[] { (true, "Missed, the surest first"), (false, "False alarms, the surest first") })
        {
            var kind = errors.Where(e => e.Missed == missed).ToArray();
            if (kind.Length == 0) continue;
            yield return El("h3", title);
            yield return Div(heatMaps is null ? "gallery" : "gallery pairs", kind.Select(e => Figure(e, data.Options.Thumbnails, heatMaps)));
        }
    }

    private static XElement Figure(WorstError e, bool withPicture, HeatMapThumbnails? heatMaps) => El(
        "figure",
        withPicture ? Picture(Thumbnail.Of(e.Sample.Path), $"{(e.Missed ? "missed" : "false alarm")}: {e.Sample.Name}") : null,
        Picture(heatMaps?.Of(e.Sample.Path, e.Label), $"heat map: {e.Sample.Name}"),
        El("figcaption", El("b", Figures.Percent(e.Probability)), $" {e.Label}, threshold {Figures.Percent(e.Threshold)}", El("br"), $"truth: {e.Truth}", El("br"), e.Sample.Name));

    private static XElement? Picture(string? uri, string words) => uri is null ? null : El("img", Attribute("src", uri), Attribute("alt", words));
}
