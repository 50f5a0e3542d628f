using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>Some of many images, every combination of labels in its share.</summary>
internal static class StratifiedSample
{
    /// <returns>Ascending positions, at most <paramref name="most"/>.</returns>
    public static ImmutableArray<int> Draw(ImmutableArray<ImageSample> samples, int most, int seed)
    {
        if (samples.Length <= most) return [.. Enumerable.Range(0, samples.Length)];
        var random = new Random(StableSeed.Of(seed, "stress sample", 0));
        var groups = Enumerable.Range(0, samples.Length).GroupBy(i => string.Join('|', samples[i].Labels)).OrderBy(static g => g.Key, StringComparer.Ordinal);

        // Every group spread evenly over [0, 1): the first so many of all of them hold each group in its share.
        var spread = groups.SelectMany(g =>
        {
            var members = g.ToArray();
            random.Shuffle(members);
            return members.Select((row, i) => (Row: row, At: (i + 0.5) / members.Length));
        });
        return [.. spread.OrderBy(static x => x.At).ThenBy(static x => x.Row).Take(most).Select(static x => x.Row).Order()];
    }
}
