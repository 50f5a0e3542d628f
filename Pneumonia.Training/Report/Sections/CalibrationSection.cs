using System.Globalization;
using System.Xml.Linq;
using Pneumonia.Training.Calibration;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Charts;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>Whether a probability means what it says, before calibration, after it, and on the images measured.</summary>
internal sealed class CalibrationSection() : ReportSection("calibration", "Calibration")
{
    private const int MostLabels = 8;

    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var charts = Charts(data).Take(MostLabels).Select(static c => El("figure", c)).ToArray();
        if (charts.Length == 0) yield break;
        yield return P($"Method: {data.Manifest.Calibration.Method}, fitted on {data.Manifest.Calibration.Source} ({Figures.Count(data.Manifest.Calibration.Rows)} images).");
        yield return Div("charts", charts);
        yield return Note("On the diagonal a probability of 80% is right 80 times in 100. Bars are 95% intervals of the bins. ECE is the mean distance from the diagonal.");
        foreach (var report in data.Calibration.Length == 1 ? data.Calibration : []) yield return Candidates(report);
    }

    private static IEnumerable<XElement> Charts(ReportData data)
    {
        for (var i = 0; i < data.Calibration.Length; i++)
        {
            var report = data.Calibration[i];
            var title = data.Calibration.Length == 1 ? "Training images, out of fold" : $"{data.Manifest.Classes[i]}, out of fold";
            yield return ReliabilityChart.Draw(title, [("before", report.Before.Reliability), ("after", report.After.Reliability)]);
        }

        var e = data.Evaluation;
        var measured = e.Classes?.Reliability ?? e.Finding?.Reliability;
        if (measured is not null)
        {
            var name = e.Classes is null ? "as packaged" : "top class, as packaged";
            yield return ReliabilityChart.Draw($"Measured: {TaskWords.Images(e.MeasuredOn)}", [(name, measured)]);
        }

        // With a chart a label from the fit there is no room for as many again: their ECE stands among the figures.
        if (e.Labels is { } labels && data.Calibration.IsEmpty)
        {
            for (var i = 0; i < labels.Labels.Length; i++)
            {
                yield return ReliabilityChart.Draw(labels.Labels[i].Name, [("as packaged", labels.Labels[i].Evaluation.Reliability)]);
            }
        }
    }

    private static XElement Candidates(CalibrationReport report) => Table(
        ["method", "#log-loss (cross-validated)", "why it was taken or not"],
        report.Candidates.Select(static c => (IReadOnlyList<object?>)[c.Method.ToString().ToLowerInvariant(), Loss(c.LogLoss), c.Note]));

    private static string Loss(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : Figures.Unknown;
}
