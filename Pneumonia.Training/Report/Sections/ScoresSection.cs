using System.Xml.Linq;
using Pneumonia.Model;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Charts;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>How the probabilities are spread in each class.</summary>
internal sealed class ScoresSection() : ReportSection("scores", "Probabilities by class")
{
    private const int MostLabels = 8;

    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var m = data.Manifest;
        var targets = new Targets(m.Task, m.Classes, [.. data.Measured.Samples.Select(static s => s.Labels)]);
        yield return P(
            El("span", Class("key k1"), ""), $"upward: {(m.Task == ClassificationTask.MultiLabel ? "with the label" : TaskWords.Finding(m))} ",
            El("span", Class("key k2"), ""), $"downward: {(m.Task == ClassificationTask.MultiLabel ? "without it" : TaskWords.NoFinding(m))}");
        if (m.Task == ClassificationTask.MultiLabel)
        {
            var flags = targets.Flags();
            yield return Div("charts", Enumerable.Range(0, Math.Min(MostLabels, m.Classes.Length)).Select(k => El("figure", ScoreChart.Draw(
                data.Measured.Probabilities.Column(k), Columns.Of<int>(flags, k, m.Classes.Length), m.Thresholds[k], null, m.Classes[k], 440))));
            if (m.Classes.Length > MostLabels) yield return Note($"The first {MostLabels} of {m.Classes.Length} labels are drawn.");
            yield break;
        }

        var negative = FindingScores.NegativeOf(m);
        yield return Div("scroll", El("figure", Class("wide"), ScoreChart.Draw(
            FindingScores.Any(data.Measured.Probabilities, negative), FindingScores.Truth(targets, negative), m.Thresholds[Math.Max(negative, 0)], m.ReferBelow,
            $"probability of {TaskWords.Finding(m)}", 880)));
    }
}
