using System.Xml.Linq;
using Pneumonia.Training.LabelAudit;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>The labels that the other images contradict most, for a person to look at.</summary>
internal sealed class LabelAuditSection() : ReportSection("labels", "Suspect labels")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        if (data.LabelAudit is not { Ranking.IsEmpty: false } audit) yield break;
        var shown = audit.Ranking.Take(Math.Min(data.Options.MaxSuspects, audit.LikelyWrong)).ToArray();
        yield return P(
            $"Confident learning on probabilities by models that have not seen the image: {Figures.Count(audit.LikelyWrong)} of {Figures.Count(audit.Ranking.Length)} labels of the training and calibration images look wrong, ",
            $"about {audit.EstimatedErrors:0} are estimated to be. A suspicion is no verdict: someone who can read radiographs should look.");
        foreach (var seen in data.Manifest.Backbones.Where(static b => b.TrainedOn is not null && b.Overlap != 0))
            yield return Note($"The backbone '{seen.Name}' was trained on {seen.TrainedOn}: wrong labels among those it may have learnt by heart, and does not suspect. Another backbone would.");
        if (shown.Length > 0) yield return Div("gallery", shown.Select(s => Figure(s, data.Options.Thumbnails)));
        if (shown.Length < audit.LikelyWrong) yield return Note($"The first {shown.Length}; {ReportWriter.MetricsName} lists more.");
    }

    private static XElement Figure(LabelSuspect s, bool withPicture) => El(
        "figure",
        withPicture && Thumbnail.Of(s.Sample.Path) is { } uri ? El("img", Attribute("src", uri), Attribute("alt", $"suspect label: {s.Sample.Name}")) : null,
        El("figcaption", El("b", Figures.Percent(s.GivenProbability)), $" {s.Given}, as labelled", El("br"), $"rather {s.Suggested}", El("br"), s.Sample.Name));
}
