using System.Collections.Immutable;
using System.Xml.Linq;
using Pneumonia.Training.Report.Html;
using Pneumonia.Training.Report.Sections;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report;

/// <summary>The page: its sections in their order, verdict first.</summary>
internal static class ReportPage
{
    // A second lock on the door: even if a name got past the encoding, nothing could be loaded and no script run.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly ImmutableArray<ReportSection> Sections =
    [
        new VerdictSection(), new ConfusionSection(), new FiguresSection(), new CurvesSection(), new ScoresSection(), new CalibrationSection(), new PrecisionSection(),
        new StressSection(), new SubgroupsSection(), new ErrorsSection(), new LabelAuditSection(), new TrialsSection(), new DataSection(),
        new ScreeningSection(), new OriginSection(),
    ];

    public static string Write(ReportData data)
    {
        var shown = Sections.Select(s => (Section: s, Element: s.Render(data))).Where(static s => s.Element is not null).ToArray();
        var title = $"Pneumonia.MLNet: {Path.GetFileName(data.ModelPath)} on {data.Evaluation.MeasuredOn}";
        return HtmlText.Write(El(
            "html",
            Attribute("lang", "en"),
            El(
                "head",
                El("meta", Attribute("charset", "utf-8")),
                El("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", Policy)),
                El("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
                El("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark")),
                El("title", title),
                El("style", ReportStyle.Css)),
            El(
                "body",
                Header(data),
                El("nav", shown.Select(static s => El("a", Attribute("href", "#" + s.Section.Id), s.Section.Title))),
                El("main", shown.Select(static s => s.Element)),
                El("footer", P("A research and engineering tool, not a medical device. Made by ", data.Manifest.CreatedBy, ".")))));
    }

    private static XElement Header(ReportData data) => El(
        "header",
        El("h1", "Model report"),
        P(
            Class("sub"),
            El("b", Path.GetFileName(data.ModelPath)), " · ", TaskWords.Name(data.Manifest.Task), ": ", string.Join(", ", data.Manifest.Classes),
            $" · {data.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
}
