using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Quantisation;

/// <summary>Which images of a labelled set serve for what, when a finished model is made smaller.</summary>
/// <param name="Ranges">Positions of the images that ranges are measured on.</param>
/// <param name="Judge">Positions of the images that both models are compared on; none of the above.</param>
/// <param name="Unseen">Whether the model has seen none of the latter: only then can a promise rest on them.</param>
internal sealed record QuantisationRows(ImmutableArray<int> Ranges, ImmutableArray<int> Judge, bool Unseen)
{
    private const int LeastUnseen = 20;

    /// <summary>
    /// Ranges come from images that the model has seen, where there are enough of them; else from the images of half of the patients. What is left and was
    /// not seen is judged on; where that is next to nothing, whatever is left.
    /// </summary>
    /// <exception cref="DataSetException">There are too few images.</exception>
    public static QuantisationRows Choose(DataSet set, IReadOnlyList<string?> hashes, IReadOnlySet<string> seen, QuantisationOptions options, int seed, string path)
    {
        var readable = Enumerable.Range(0, set.Samples.Length).Where(i => hashes[i] is not null).ToArray();
        bool IsSeen(int i) => SeenImages.Contains(seen, hashes[i]);
        var known = readable.Where(IsSeen).ToArray();
        var pool = known.Length >= options.Images ? known : HalfOfThePatients(set, readable, seed);
        var ranges = RangeImages.Draw(pool, options.Images, seed);
        var patients = ranges.Select(i => set.Samples[i].Patient).ToHashSet(StringComparer.Ordinal);
        var rest = readable.Where(i => !patients.Contains(set.Samples[i].Patient)).ToArray();
        var unseen = rest.Where(i => !IsSeen(i)).ToArray();
        var certifiable = unseen.Length >= LeastUnseen;
        var rows = new QuantisationRows(ranges, [.. certifiable ? unseen : rest], certifiable);
        if (rows.Ranges.Length < 10 || rows.Judge.IsEmpty)
            throw new DataSetException(path, [$"{readable.Length} readable images are too few: 10 are needed for ranges, and others, of other patients, to compare the models on"]);
        return rows;
    }

    private static int[] HalfOfThePatients(DataSet set, int[] rows, int seed)
    {
        var patients = rows.Select(i => set.Samples[i].Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        new Random(StableSeed.Of(seed, "quantisation patients", 0)).Shuffle(patients);
        var half = patients.Take((patients.Length + 1) / 2).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(i => half.Contains(set.Samples[i].Patient))];
    }
}
