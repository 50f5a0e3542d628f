using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;
using Pneumonia.Training.Screening.Duplicates;

namespace Pneumonia.Training.Screening.Rules;

/// <summary>Exact and near duplicates, and how bad they are.</summary>
internal static class DuplicateRules
{
    private const string Settled = "Kept on one side of every split, with the other images of their patients.";

    // Blank images all look the same.
    private const float LeastContrast = 8;

    public static IEnumerable<Suspicion> Exact(DataSet data, ImmutableArray<string?> hashes)
        => ExactDuplicates.Find(data, hashes).Select(g => Describe(data, g.Rows, "The same file", isExact: true));

    public static IEnumerable<Suspicion> Near(
        DataSet data, ImmutableArray<string?> hashes, IReadOnlyList<ScreenedImage> images, ScreeningOptions options, CancellationToken cancellationToken)
    {
        var looks = images.Select(static i => i.Traits is { } t && t.Contrast >= LeastContrast ? t.Hash : (PerceptualHash?)null).ToArray();
        return NearDuplicates.Find(looks, options.NearDuplicateBits, cancellationToken)
            .Where(g => g.Any(row => hashes[row] != hashes[g[0]]))
            .Select(g => Describe(data, g, "Nearly the same image", isExact: false));
    }

    private static Suspicion Describe(DataSet data, ImmutableArray<int> rows, string what, bool isExact)
    {
        var samples = rows.Select(r => data.Samples[r]).ToArray();
        var contradictory = samples.Any(s => !s.Labels.AsSpan().SequenceEqual(samples[0].Labels.AsSpan()));
        var sides = samples.Select(static s => OfficialSplits.Side(s.Split)).Distinct().Count();
        var patients = samples.Select(static s => s.Patient).Distinct(StringComparer.Ordinal).Count();
        var (kind, words) = (contradictory, sides) switch
        {
            (true, _) => (ScreeningKind.ContradictoryDuplicate, "with different labels, of which at least one is wrong"),
            (_, > 1) => (ScreeningKind.DuplicateAcrossSplits, "in more than one official split: a result on it looks better than it is"),
            _ when patients > 1 => (isExact ? ScreeningKind.ExactDuplicate : ScreeningKind.NearDuplicate, $"said to be of {patients} patients"),
            _ => (isExact ? ScreeningKind.ExactDuplicate : ScreeningKind.NearDuplicate, "of one patient"),
        };
        var first = rows.MinBy(r => (OfficialSplits.Side(data.Samples[r].Split), r));
        return new Suspicion(kind, kind is ScreeningKind.ContradictoryDuplicate or ScreeningKind.DuplicateAcrossSplits || patients > 1, rows, $"{what} {rows.Length} times, {words}.")
        {
            Excludes = contradictory ? rows : rows.Remove(first),
            Otherwise = isExact ? Settled : null,
        };
    }
}
