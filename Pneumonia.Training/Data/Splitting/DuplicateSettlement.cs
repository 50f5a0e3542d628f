using System.Collections.Immutable;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data.Splitting;

/// <summary>Brings equal files, and the patients who share them, to one side.</summary>
internal static class DuplicateSettlement
{
    /// <summary>A file that more patients share is a blank or a placeholder and says nothing about who they are.</summary>
    public const int MostPatientsJoined = 10;

    public static ImmutableArray<ImageSample> Apply(DataSet data, ImmutableArray<DuplicateGroup> groups, List<DataNote> notes)
    {
        ILookup<bool, DuplicateGroup> byBlank = groups.ToLookup(g => PatientsOf(data, g).Length > MostPatientsJoined);
        string[] patients = JoinPatients(data, byBlank[false], notes);
        DataSplit[] splits = [.. data.Samples.Select(s => s.Split)];
        MovePatients(byBlank[false], patients, splits);
        MoveBlanks(data, byBlank[true], splits, notes);

        int moved = splits.Where((s, row) => s != data.Samples[row].Split).Count();
        if (moved > 0)
            notes.Add(DataNote.Warning(
                $"{Show.Count(moved, "image")} moved to another official part, because of equal files across parts."));
        return [.. data.Samples.Select((s, row) => s with { Split = splits[row], Patient = patients[row] })];
    }

    private static string[] JoinPatients(DataSet data, IEnumerable<DuplicateGroup> groups, List<DataNote> notes)
    {
        var joined = new JoinedNames();
        foreach (DuplicateGroup group in groups)
        {
            string[] patients = PatientsOf(data, group);
            foreach (string patient in patients.Skip(1))
                joined.Join(patients[0], patient);
        }

        string[] result = [.. data.Samples.Select(s => joined.Of(s.Patient))];
        int before = data.CountPatients();
        int after = result.Distinct(StringComparer.Ordinal).Count();
        if (after < before)
            notes.Add(DataNote.Info(
                $"{Show.Count(before - after, "patient")} joined with another who has an equal file ({before} → {after})."));
        return result;
    }

    /// <summary>Takes a whole patient along: the file proves that the person on both sides is the same one.</summary>
    private static void MovePatients(IEnumerable<DuplicateGroup> groups, string[] patients, DataSplit[] splits)
    {
        var sides = groups.Where(g => g.AcrossSplits || g.AcrossPatients)
            .SelectMany(g => g.Rows)
            .Select(row => patients[row])
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(p => p, _ => DataSplit.Test, StringComparer.Ordinal);
        for (int row = 0; row < splits.Length; row++)
        {
            if (sides.TryGetValue(patients[row], out DataSplit side))
                sides[patients[row]] = Earlier(side, splits[row]);
        }

        for (int row = 0; row < splits.Length; row++)
        {
            if (sides.TryGetValue(patients[row], out DataSplit side) && OfficialSplits.Side(splits[row]) != side)
                splits[row] = side;
        }
    }

    private static void MoveBlanks(DataSet data, IEnumerable<DuplicateGroup> groups, DataSplit[] splits, List<DataNote> notes)
    {
        foreach (DuplicateGroup group in groups)
        {
            notes.Add(DataNote.Warning(
                $"{PatientsOf(data, group).Length} patients share one file, which is then an image of none of them: " +
                $"{Show.First(group.Rows.Select(r => data.Samples[r].Name))}. They were not joined."));
            DataSplit side = group.Rows.Aggregate(DataSplit.Test, (s, row) => Earlier(s, splits[row]));
            foreach (int row in group.Rows)
            {
                if (OfficialSplits.Side(splits[row]) != side)
                    splits[row] = side;
            }
        }
    }

    private static DataSplit Earlier(DataSplit side, DataSplit other) => (DataSplit)Math.Min((int)side, (int)OfficialSplits.Side(other));

    private static string[] PatientsOf(DataSet data, DuplicateGroup group)
        => [.. group.Rows.Select(r => data.Samples[r].Patient).Distinct(StringComparer.Ordinal)];
}
