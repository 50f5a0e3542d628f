using System.Collections.Immutable;

namespace Pneumonia.Training.Data.Reading;

/// <summary>The splits that the data set's author made.</summary>
internal static class OfficialSplits
{
    public const string Names = "train, val, valid, validation or test";

    public static DataSplit? Parse(string name) => name.Trim().ToUpperInvariant() switch
    {
        "TRAIN" => DataSplit.Train,
        "VAL" or "VALID" or "VALIDATION" => DataSplit.Validation,
        "TEST" => DataSplit.Test,
        _ => null,
    };

    public static ImmutableArray<ImageSample> JoinSmallValidation(ImmutableArray<ImageSample> samples, int minimum, List<DataNote> notes)
    {
        int count = samples.Count(s => s.Split == DataSplit.Validation);
        if (count == 0 || count >= minimum)
            return samples;
        notes.Add(DataNote.Info($"The official validation part has {Show.Count(count, "image")} (fewer than {minimum}): joined to train."));
        return [.. samples.Select(s => s.Split == DataSplit.Validation ? s with { Split = DataSplit.Train } : s)];
    }

    public static ImmutableArray<ImageSample> KeepPatientsTogether(
        ImmutableArray<ImageSample> samples, SharedPatientPolicy policy, FaultList faults, List<DataNote> notes)
    {
        var sides = new Dictionary<string, (int Parts, DataSplit First)>(StringComparer.Ordinal);
        foreach (ImageSample sample in samples)
        {
            (int parts, DataSplit first) = sides.GetValueOrDefault(sample.Patient, (0, DataSplit.Test));
            sides[sample.Patient] = (parts | (1 << (int)Side(sample.Split)), (DataSplit)Math.Min((int)first, (int)Side(sample.Split)));
        }

        string[] shared = [.. sides.Where(s => int.PopCount(s.Value.Parts) > 1).Select(s => s.Key).Order(StringComparer.Ordinal)];
        if (shared.Length == 0)
            return samples;

        string found = $"{Show.Count(shared.Length, "patient has", "patients have")} images in more than one official split: {Show.First(shared)}.";
        switch (policy)
        {
            case SharedPatientPolicy.Fail:
                faults.Add(found);
                return samples;
            case SharedPatientPolicy.Report:
                notes.Add(DataNote.Warning($"{found} Left as the author split them; a result on them may look better than it is."));
                return samples;
            default:
                ImmutableArray<ImageSample> moved =
                    [.. samples.Select(s => Side(s.Split) == sides[s.Patient].First ? s : s with { Split = sides[s.Patient].First })];
                int count = moved.Where((s, i) => s.Split != samples[i].Split).Count();
                notes.Add(DataNote.Warning($"{found} {Show.Count(count, "image")} moved so that each patient is on one side."));
                return moved;
        }
    }

    /// <summary>What belongs to no part is trained on, so it counts as train.</summary>
    public static DataSplit Side(DataSplit split) => split == DataSplit.Unassigned ? DataSplit.Train : split;
}
