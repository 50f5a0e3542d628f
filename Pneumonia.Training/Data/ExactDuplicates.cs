using System.Collections.Immutable;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data;

/// <summary>Finds equal files and keeps them from lying on two sides of a split. Pure functions of a data set and its hashes.</summary>
public static class ExactDuplicates
{
    /// <summary>An image that so many patients share is a blank or a placeholder and says nothing about who they are.</summary>
    internal const int MostPatientsJoined = 10;

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
    /// images of those patients along. Equal files with different labels are kept and reported.
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
        string[] patients = JoinPatients(data, groups, notes);
        ImmutableArray<ImageSample> samples = Move(data, groups, patients, notes);
        return data.With(samples, notes);
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
            $"{Show.Count(groups.Length, "group")} of equal files, {groups.Sum(g => g.Rows.Length)} images; one of them: {Names(data, groups[0])}."));
        DuplicateGroup[] contradictory = [.. groups.Where(g => g.LabelsDiffer)];
        if (contradictory.Length > 0)
        {
            notes.Add(DataNote.Warning(
                $"{Show.Count(contradictory.Length, "group")} of equal files with different labels, of which at least one is wrong: {Names(data, contradictory[0])}."));
        }
    }

    private static string[] JoinPatients(DataSet data, ImmutableArray<DuplicateGroup> groups, List<DataNote> notes)
    {
        var joined = new JoinedNames();
        foreach (DuplicateGroup group in groups.Where(g => g.AcrossPatients))
        {
            string[] patients = [.. group.Rows.Select(r => data.Samples[r].Patient).Distinct(StringComparer.Ordinal)];
            if (patients.Length > MostPatientsJoined)
            {
                notes.Add(DataNote.Warning(
                    $"{patients.Length} patients share one image, which is then no image of a patient: {Names(data, group)}. They were not joined."));
                continue;
            }

            foreach (string patient in patients.Skip(1))
                joined.Join(patients[0], patient);
        }

        string[] result = [.. data.Samples.Select(s => joined.Of(s.Patient))];
        int before = data.CountPatients();
        int after = result.Distinct(StringComparer.Ordinal).Count();
        if (after < before)
            notes.Add(DataNote.Info($"{before - after} patients joined with another who has an equal file ({before} → {after})."));
        return result;
    }

    private static ImmutableArray<ImageSample> Move(
        DataSet data, ImmutableArray<DuplicateGroup> groups, string[] patients, List<DataNote> notes)
    {
        DataSplit[] split = [.. data.Samples.Select(s => s.Split)];
        var together = new Dictionary<string, DataSplit>(StringComparer.Ordinal);
        foreach (DuplicateGroup group in groups.Where(g => g.AcrossSplits))
        {
            foreach (int row in group.Rows)
                together.TryAdd(patients[row], DataSplit.Test);
        }

        // A patient joined from two sides lies across them too, even where no single group does.
        var original = data.Samples.Select((s, row) => (s.Patient, Joined: patients[row])).Where(p => p.Patient != p.Joined);
        foreach ((_, string patient) in original)
            together.TryAdd(patient, DataSplit.Test);

        // Blanks shared by many patients are moved alone, so their owners stay where they are.
        HashSet<int> alone = [.. groups.Where(g => g.AcrossSplits && IsBlank(g, patients)).SelectMany(g => g.Rows)];
        foreach (int row in alone)
            together.Remove(patients[row]);
        foreach (int row in alone)
            split[row] = DataSplit.Train;

        for (int row = 0; row < split.Length; row++)
        {
            if (together.TryGetValue(patients[row], out DataSplit first))
                together[patients[row]] = (DataSplit)Math.Min((int)first, (int)OfficialSplits.Side(split[row]));
        }

        for (int row = 0; row < split.Length; row++)
        {
            if (together.TryGetValue(patients[row], out DataSplit first) && OfficialSplits.Side(split[row]) != first)
                split[row] = first;
        }

        int moved = split.Where((s, row) => s != data.Samples[row].Split).Count();
        if (moved > 0)
            notes.Add(DataNote.Warning($"{Show.Count(moved, "image")} moved to another official part, because of equal files across parts."));
        return [.. data.Samples.Select((s, row) => s with { Split = split[row], Patient = patients[row] })];
    }

    private static bool IsBlank(DuplicateGroup group, string[] patients)
        => group.Rows.Select(r => patients[r]).Distinct(StringComparer.Ordinal).Count() > MostPatientsJoined;

    private static string Names(DataSet data, DuplicateGroup group) => Show.First(group.Rows.Select(r => data.Samples[r].Name));
}
