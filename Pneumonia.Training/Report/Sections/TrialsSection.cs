using System.Globalization;
using System.Xml.Linq;
using Pneumonia.Training.Report.Html;
using Pneumonia.Training.Search;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>The leader board of the search.</summary>
internal sealed class TrialsSection() : ReportSection("trials", "Leader board")
{
    private const int Most = 20;

    protected override IEnumerable<XElement> Body(ReportData data)
    {
        if (data.Search is not { } search) yield break;
        var ranked = Leaderboard.Ranked(search.Trials).ToArray();
        yield return P($"{Figures.Count(search.Trials.Length)} trials, compared by out-of-fold scores of the training images; the search ended because {Why(search.End)}.");
        yield return Table(
            ["#rank", "#trial", "engine", "parameters", "#metric", "#folds", "#seconds"],
            ranked.Take(Most).Select(static (t, i) => Row(t, i + 1)));
        if (ranked.Length > Most) yield return Note($"{ranked.Length - Most} more are in {ReportWriter.MetricsName}.");
        var failed = search.Trials.Where(static t => !t.Succeeded).ToArray();
        if (failed.Length > 0) yield return El("ul", failed.Take(Most).Select(static t => El("li", $"Trial {t.Number} failed: {t.Error ?? "no metric"}")));
    }

    private static IReadOnlyList<object?> Row(TrialResult t, int rank) =>
    [
        rank, t.Number, t.Settings.Engine, El("span", Class("long"), t.Settings.Parameters.ToString()), t.Metric.ToString("0.0000", CultureInfo.InvariantCulture),
        Folds(t), t.Resumed ? "remembered" : t.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
    ];

    private static string Folds(TrialResult t)
    {
        var known = t.FoldMetrics.Where(double.IsFinite).ToArray();
        return known.Length == 0 ? "" : $"{Figures.Decimal(known.Min())} to {Figures.Decimal(known.Max())}";
    }

    private static string Why(SearchEnd end) => end switch
    {
        SearchEnd.NothingLeftToTry => "there was nothing left to try",
        SearchEnd.TrialsUsed => "the number of trials was used up",
        SearchEnd.TimeUsed => "the time was used up",
        _ => "it was interrupted",
    };
}
