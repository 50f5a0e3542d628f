using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Training.Screening.Rules;

/// <summary>Whether a label can be guessed from what has nothing to do with the chest: size, aspect, colour mode.</summary>
internal static class LeakRules
{
    // Of fewer an AUC says nothing.
    private const int LeastOfEach = 20;

    // By chance alone an AUC lies near 0.5; what may be chance is no leak.
    private const double LeastLower = 0.55;

    private static readonly ImmutableArray<(ScreeningKind Kind, string Words, Func<ImageTraits, float> Value, string Done)> Leaks =
    [
        (ScreeningKind.SizeLeak, "The number of pixels", static t => (float)t.Width * t.Height,
            "Normalised away: every image is made the same size. Finer detail in the larger ones can still show; export all at one size to be sure."),
        (ScreeningKind.AspectLeak, "The proportion of width to height", static t => t.Width / (float)t.Height,
            "Normalised as far as may be: every image is stretched to a square, never letterboxed. The stretch can still show; export one field of view to be sure."),
        (ScreeningKind.ColourModeLeak, "Whether the file is stored in colour", static t => t.ColourMode,
            "Normalised away: every image is made grey before anything else sees it."),
    ];

    public static IEnumerable<Suspicion> Of(DataSet data, IReadOnlyList<ScreenedImage> images, ScreeningOptions options)
    {
        var rows = Enumerable.Range(0, images.Count).Where(i => images[i].Traits is not null).ToArray();
        foreach (var (kind, words, value, done) in Leaks)
        {
            var values = rows.Select(i => value(images[i].Traits!.Value)).ToArray();
            if (values.Distinct().Take(2).Count() < 2) continue;
            foreach (var k in ClassesOf(data))
            {
                int[] labels = [.. rows.Select(i => data.Samples[i].Labels.Contains(k) ? 1 : 0)];
                if (Auc(values, labels) is not { } auc || auc < options.LeakAuc) continue;
                yield return new Suspicion(
                    kind, true, [], FormattableString.Invariant($"{words} alone tells {Show.Quoted(data.Classes[k])} from the rest with AUC {auc:0.00} (0.5 is chance)."))
                {
                    Otherwise = done,
                };
            }
        }
    }

    // Of two classes one tells the other.
    private static IEnumerable<int> ClassesOf(DataSet data)
        => data.PositiveClass is { } positive ? [data.Classes.IndexOf(positive)] : Enumerable.Range(0, data.Classes.Length);

    private static double? Auc(float[] values, int[] labels)
    {
        var positives = labels.Sum();
        if (Math.Min(positives, labels.Length - positives) < LeastOfEach) return null;
        var auc = Metrics.RocAuc(values, labels);
        if (auc < 0.5) values = [.. values.Select(static v => -v)];
        return DeLong.Interval(values, labels).Lower > LeastLower ? Math.Max(auc, 1 - auc) : null;
    }
}
