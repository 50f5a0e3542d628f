using System.Globalization;
using System.Xml.Linq;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>What making the model smaller cost; nothing where it is as it was trained.</summary>
internal sealed class PrecisionSection() : ReportSection("precision", "Smaller than trained")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        if (data.Manifest.Quantisation is not { } q) yield break;
        yield return P($"The networks were stored as {q.Precision} after training. Both models on {Figures.Count(q.Images)} {q.MeasuredOn} images, each at its own thresholds:");
        yield return Table(
            ["figure", "#as trained", $"#{q.Precision}"],
            [
                ["AUC of any finding", Decimal(q.AucBefore), Decimal(q.AucAfter)],
                ["recall", Percent(q.RecallBefore), Percent(q.RecallAfter)],
                ["specificity", Percent(q.SpecificityBefore), Percent(q.SpecificityAfter)],
                ["graph, MB", Megabytes(q.BytesBefore), Megabytes(q.BytesAfter)],
            ]);
        yield return P(string.Create(
            CultureInfo.InvariantCulture,
            $"Decided otherwise: {q.Flips:0.0%}; probabilities differ by {q.LargestDifference:0.0000} at most and {q.MeanDifference:0.0000} in the mean; {q.Speed:0.00} times the images a second on the machine that made it."));
        yield return Note(
            $"{(q.Certified ? "The promises are certified with the smaller model's own scores." : "The promises are not certified with the smaller model's own scores.")} "
            + $"{(q.Ranges is { } rule ? $"The ranges of its activations come from {Figures.Count(q.RangeImages)} images (rule: {rule}). " : "")}All other figures of this page that were measured out of fold are those of the networks as trained.");
    }

    private static string Decimal(double? value) => value is { } v ? v.ToString("0.0000", CultureInfo.InvariantCulture) : Figures.Unknown;

    private static string Percent(double? value) => Figures.Percent(value ?? double.NaN);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
