using System.Globalization;
using System.Xml.Linq;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>In words: what is promised, what was measured, and what the model must not be used for.</summary>
internal sealed class VerdictSection() : ReportSection("verdict", "Verdict")
{
    protected override IEnumerable<XElement> Body(ReportData data)
        => [.. Warnings(data), .. Promises(data.Manifest), .. Measured(data), .. Limits(data.Manifest)];

    private static IEnumerable<XElement> Warnings(ReportData data)
    {
        if (data.Synthetic) yield return Warning("SYNTHETIC images: a program has drawn them. These figures say nothing about real X-rays.");
        if (data.Seen > 0)
            yield return Warning($"The model was trained or calibrated on {data.Seen:N0} of these {data.Evaluation.Count:N0} images: the figures do not speak of new images.");
        if (data.Atypical > 0)
            yield return Warning($"{data.Atypical:N0} of these {data.Evaluation.Count:N0} images are unlike the training radiographs: in use they would not be answered, and no promise speaks of them. They are in the figures all the same.");
        if (data.Evaluation.MeasuredOn == "out-of-fold")
            yield return Warning("There is no test set. The figures come from cross-validation over the training images, by which the model was chosen as well: expect less of new images.");
    }

    private static IEnumerable<XElement> Promises(ModelManifest m)
    {
        yield return El("h3", "What is promised");
        if (m.Promises.IsEmpty) yield return P("Nothing: the classes have no negative one, so there is no recall to promise.");
        foreach (var p in m.Promises)
        {
            var what = $"of {p.Label}: recall of at least {Share(p.TargetRecall)}, with {Share(p.Confidence)} confidence";
            yield return P(Class("lead"), Badge(p.Certified, p.Certified ? "Certified" : "Not certified"), El("b", p.Certified ? "Promise " : "Asked for "), what, ".");
            yield return Note(p.Explanation);
        }

        if (m.ReferPromise is not { } r) yield break;
        yield return P(
            Class("lead"), Badge(r.Certified, r.Certified ? "Certified" : "Not certified"), El("b", "Refer band "),
            $"between {Figures.Probability(m.Thresholds[0])} and {Figures.Probability(m.ReferBelow ?? float.NaN)}: at least {Share(r.TargetSpecificity)} of those without a finding are not called positive outright, with {Share(r.Confidence)} confidence.");
        yield return Note(r.Explanation);
    }

    private static IEnumerable<XElement> Measured(ReportData data)
    {
        var e = data.Evaluation;
        yield return El("h3", "What was measured");
        if (e.Finding is { } f) yield return Sentence(data, f);
        else yield return P($"On {Figures.Count(e.Count)} {TaskWords.Images(e.MeasuredOn)}.");
        yield return Div("tiles", Tiles(e));
        if (e.Refer is { } r)
        {
            yield return P(
                $"{Figures.Count(r.Referred)} images, {Figures.PercentWithInterval(r.Share)}, would be referred to a radiologist; {Figures.Count(r.ReferredPositives)} of them have a finding. ",
                $"Outright, {Figures.PercentWithInterval(r.OutrightRecall)} of those with a finding are called positive, and {Figures.PercentWithInterval(r.OutrightSpecificity)} of those without are not.");
        }

        if (data.Stress is { } stress)
        {
            var words = new[]
            {
                stress.Worst(static p => p.Recall.Value) is { } miss ? $"recall falls to {Figures.Percent(miss.Point.Recall.Value)} under {StressSection.Describe(miss.Curve, miss.Point)}" : "",
                stress.Worst(static p => p.Specificity.Value) is { } alarm ? $"specificity to {Figures.Percent(alarm.Point.Specificity.Value)} under {StressSection.Describe(alarm.Curve, alarm.Point)}" : "",
            };
            yield return P("Under shifted images, at the same threshold: ", string.Join("; ", words.Where(static w => w.Length > 0)), ".");
        }

        if (data.Unreadable > 0) yield return P($"{data.Unreadable:N0} images could not be read and are in no figure.");
    }

    private static XElement Sentence(ReportData data, BinaryEvaluation f)
    {
        var c = f.OperatingPoint.Confusion;
        var (finding, none) = (TaskWords.Finding(data.Manifest), TaskWords.NoFinding(data.Manifest));
        return P(
            $"On {Figures.Count(f.Count)} {TaskWords.Images(data.Evaluation.MeasuredOn)} of {Figures.Count(f.Patients)} patients, at threshold {Figures.Probability(f.OperatingPoint.Threshold)}: ",
            $"of {Figures.Count(c.Positives)} with {finding}, {Figures.Count(c.TruePositives)} were found and ", El("b", $"{Figures.Count(c.FalseNegatives)} missed"),
            $"; of {Figures.Count(c.Negatives)} with {none}, {Figures.Count(c.TrueNegatives)} were cleared and ", El("b", $"{Figures.Count(c.FalsePositives)} raised a false alarm"), ".");
    }

    private static IEnumerable<XElement> Tiles(ModelEvaluation e)
    {
        if (e.Finding is { } f)
        {
            yield return Tile("AUC", Figures.Decimal(f.Auc.Value), Figures.DecimalInterval(f.Auc));
            yield return Tile("recall", Figures.Percent(f.OperatingPoint.Recall.Value), Figures.PercentInterval(f.OperatingPoint.Recall));
            yield return Tile("specificity", Figures.Percent(f.OperatingPoint.Specificity.Value), Figures.PercentInterval(f.OperatingPoint.Specificity));
            yield return Tile("accuracy", Figures.Percent(f.OperatingPoint.Accuracy.Value), Figures.PercentInterval(f.OperatingPoint.Accuracy));
        }

        if (e.Classes is { } c) yield return Tile("right class of all", Figures.Percent(c.Accuracy.Value), Figures.PercentInterval(c.Accuracy));
        if (e.Labels is { } l)
        {
            yield return Tile("mean AUC of the labels", Figures.Decimal(l.MacroAuc), "");
            yield return Tile("mean average precision", Figures.Decimal(l.MacroAveragePrecision), "");
            yield return Tile("every label right", Figures.Percent(l.ExactMatch.Value), Figures.PercentInterval(l.ExactMatch));
        }

        if (e.Refer is { } r) yield return Tile("referred", Figures.Percent(r.Share.Value), Figures.PercentInterval(r.Share));
    }

    private static XElement Tile(string name, string value, string interval)
        => Div("tile", El("span", name), El("b", value), El("span", interval.Length > 0 ? $"95%: {interval}" : " "));

    private static IEnumerable<XElement> Limits(ModelManifest m)
    {
        yield return El("h3", "What it must not be used for");
        yield return El(
            "ul",
            El("li", El("b", "Not a medical device."), " It must not diagnose, nor decide on anybody's treatment."),
            El("li", "Promise and figures hold only for images like those measured here: same hospitals, age group, view and equipment. Elsewhere, measure again first."),
            El("li", m.TypicalityLimit is { } limit
                ? $"Images unlike the training radiographs (typicality above {limit.ToString("0.00", CultureInfo.InvariantCulture)}) are not answered; that gate knows strangeness, not error."
                : "No limit of typicality could be set: any picture is answered, chest X-ray or not."),
            El("li", "A probability is calibrated for the share of findings in these data; where findings are rarer, so are they among the alarms."));
    }

    private static string Share(double value) => (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
