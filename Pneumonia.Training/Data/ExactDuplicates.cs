using System.Collections.Immutable;
using Pneumonia.Training.Data.Reading;
using Pneumonia.Training.Data.Splitting;

namespace Pneumonia.Training.Data;

/// <summary>Finds equal files and keeps them from lying on two sides of a split. Pure functions of a data set and its hashes.</summary>
public static class ExactDuplicates
{
    /// <summary>All groups of equal files, in the order of their first sample.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="images">As <see cref="DataSetHashes.Images"/>; files that couldn't be read equal none.</param>
    /// <exception cref="ArgumentException">The number of hashes is not that of the samples.</exception>
    public static ImmutableArray<DuplicateGroup> Find(DataSet data, ImmutableArray<string?> images)
    {
        ArgumentNullException.ThrowIfNull(data);
        ContentHash.RequireMatch(data, images);
        return
        [
            .. Enumerable.Range(0, images.Length)
                .Where(row => images[row] is not null)
                .GroupBy(row => images[row]!, StringComparer.Ordinal)
                .Where(g => g.Skip(1).Any())
                .Select(g => Describe(data, g.Key, [.. g])),
        ];
    }

    /// <summary>
    /// Moves equal files to one side (train before validation before test), joins the patients they are said to be of, and takes all other
    /// images of those patients along. A file that more than ten patients share is a blank, not an image of anyone: its copies move alone.
    /// Equal files with different labels are kept and reported.
    /// </summary>
    /// <returns>The same data set where nothing had to change; otherwise one with moved samples and further notes.</returns>
    /// <exception cref="ArgumentException">The number of hashes is not that of the samples.</exception>
    public static DataSet Settle(DataSet data, ImmutableArray<string?> images)
    {
        ImmutableArray<DuplicateGroup> groups = Find(data, images);
        if (groups.IsEmpty)
            return data;

        List<DataNote> notes = [];
        Report(data, groups, notes);
        return data.With(DuplicateSettlement.Apply(data, groups, notes), notes);
    }

    private static DuplicateGroup Describe(DataSet data, string hash, ImmutableArray<int> rows)
    {
        ImageSample first = data.Samples[rows[0]];
        IEnumerable<ImageSample> others = rows.Skip(1).Select(r => data.Samples[r]);
        return new(
            hash,
            rows,
            others.Any(o => OfficialSplits.Side(o.Split) != OfficialSplits.Side(first.Split)),
            others.Any(o => o.Patient != first.Patient),
            others.Any(o => !o.Labels.AsSpan().SequenceEqual(first.Labels.AsSpan())));
    }

    private static void Report(DataSet data, ImmutableArray<DuplicateGroup> groups, List<DataNote> notes)
    {
        notes.Add(DataNote.Info(
            $"{Show.Count(groups.Length, "group")} of equal files, {groups.Sum(g => g.Rows.Length)} images; " +
            $"one of them: {Names(data, groups[0])}."));
        DuplicateGroup[] contradictory = [.. groups.Where(g => g.LabelsDiffer)];
        if (contradictory.Length > 0)
        {
            notes.Add(DataNote.Warning(
                $"{Show.Count(contradictory.Length, "group")} of equal files with different labels, of which at least one is wrong: " +
                $"{Names(data, contradictory[0])}."));
        }
    }

    private static string Names(DataSet data, DuplicateGroup group) => Show.First(group.Rows.Select(r => data.Samples[r].Name));
}
