using System.Globalization;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Quantisation;

/// <summary>Two models on the same images, side by side, and the rules that the smaller one must keep.</summary>
internal static class QuantisationFigures
{
    /// <summary>Fills in what differs; sizes, speed and origin are the caller's.</summary>
    /// <param name="draft">The record so far.</param>
    /// <param name="before">The float model.</param>
    /// <param name="after">The smaller one.</param>
    /// <param name="truth">[N]: 1 where there is a finding.</param>
    public static QuantisationRecord Compare(QuantisationRecord draft, ModelDecisions before, ModelDecisions after, int[] truth)
    {
        var rows = Enumerable.Range(0, truth.Length).ToArray();
        double largest = 0, sum = 0;
        for (var i = 0; i < before.Probabilities.Values.Length; i++)
        {
            var difference = Math.Abs(before.Probabilities.Values[i] - (double)after.Probabilities.Values[i]);
            (largest, sum) = (Math.Max(largest, difference), sum + difference);
        }

        return draft with
        {
            Images = rows.Length,
            AucBefore = Auc(before, truth),
            AucAfter = Auc(after, truth),
            RecallBefore = Share(rows.Where(r => truth[r] == 1), before.IsFinding),
            RecallAfter = Share(rows.Where(r => truth[r] == 1), after.IsFinding),
            SpecificityBefore = Share(rows.Where(r => truth[r] == 0), r => !before.IsFinding(r)),
            SpecificityAfter = Share(rows.Where(r => truth[r] == 0), r => !after.IsFinding(r)),
            Flips = Share(rows, r => before.Of(r) != after.Of(r)) ?? 0,
            LargestDifference = largest,
            MeanDifference = sum / Math.Max(1, before.Probabilities.Values.Length),
        };
    }

    /// <summary>Why the smaller model must not be kept; nothing where it may.</summary>
    public static IEnumerable<string> Faults(QuantisationRecord r, QuantisationOptions options, bool certifiedBefore, bool certifiedAfter)
    {
        if (r.AucBefore - r.AucAfter is { } loss && !(loss < options.MaxAucLoss)) yield return Say($"the AUC falls by {loss:0.0000}, and must fall by less than {options.MaxAucLoss}");
        if (r.Flips > options.MaxFlips) yield return Say($"{r.Flips:0.0%} of the images are decided otherwise; {options.MaxFlips:0.0%} is the most allowed");
        if (certifiedBefore && !certifiedAfter) yield return "the promise on recall can't be certified with its scores";
    }

    public static string Words(QuantisationRecord r) => Say(
        $"{r.Precision} beside float32 on {r.Images:N0} {r.MeasuredOn} images: AUC {r.AucAfter:0.0000} ({r.AucBefore:0.0000}), recall {r.RecallAfter:0.000} ({r.RecallBefore:0.000}) and specificity {r.SpecificityAfter:0.000} ({r.SpecificityBefore:0.000}), each at its own threshold; {r.Flips:0.0%} decided otherwise; probabilities differ by {r.LargestDifference:0.0000} at most; {r.BytesAfter / 1e6:0.0} of {r.BytesBefore / 1e6:0.0} MB; {r.Speed:0.00} times the images a second on the machine that made it.");

    private static double? Auc(ModelDecisions model, int[] truth)
        => Metrics.RocAuc(FindingScores.Any(model.Probabilities, model.Negative), truth) is var auc && double.IsFinite(auc) ? auc : null;

    private static double? Share(IEnumerable<int> rows, Func<int, bool> holds)
    {
        var (all, some) = (0, 0);
        foreach (var row in rows)
        {
            all++;
            if (holds(row)) some++;
        }

        return all == 0 ? null : (double)some / all;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
