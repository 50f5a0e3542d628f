using System.Collections.Immutable;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data;

/// <summary>Decides which rows train, calibrate and test.</summary>
public static class SplitPlanner
{
    /// <summary>
    /// Honours official parts (test as test, validation as calibration, all else trains) and holds out, patients whole, what they lack.
    /// </summary>
    /// <param name="data">The data set; exact duplicates should have been settled (<see cref="ExactDuplicates"/>).</param>
    /// <param name="options">The defaults where null.</param>
    /// <exception cref="ArgumentException">An option is out of range; all faults are named.</exception>
    /// <exception cref="DataSetException">There is nothing to train on, or a class has too few patients to be on both sides.</exception>
    public static DataPlan Plan(DataSet data, SplitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        options.Validate();

        List<DataNote> notes = [];
        (ImmutableArray<int> rest, ImmutableArray<int> test) = TakeTest(data, options, notes);
        (ImmutableArray<int> train, ImmutableArray<int> calibration) = TakeCalibration(data, rest, options, notes);
        RequireEveryClass(data, train);

        PatientFolds folds = GroupedStratifiedSplit.Folds(Pick(data, train), options.Folds, options.Seed, data.Classes);
        notes.AddRange(folds.Notes);
        return new(new(data, train, folds.Folds), new(data, calibration), new(data, test), [.. notes]);
    }

    private static (ImmutableArray<int> Others, ImmutableArray<int> Test) TakeTest(DataSet data, SplitOptions options, List<DataNote> notes)
    {
        ImmutableArray<int> official = Official(data, DataSplit.Test);
        ImmutableArray<int> rest = [.. Enumerable.Range(0, data.Samples.Length).Where(r => data.Samples[r].Split != DataSplit.Test)];
        if (official.Length > 0)
        {
            notes.Add(DataNote.Info($"Test: the official test part, {Show.Count(official.Length, "image")}."));
            int unassigned = Official(data, DataSplit.Unassigned).Length;
            if (unassigned > 0)
                notes.Add(DataNote.Info($"{Show.Count(unassigned, "image")} of no official part joined to train."));
            return (rest, official);
        }

        if (options.TestFraction == 0)
        {
            notes.Add(DataNote.Warning("There is no test data: nothing can be said about unseen images."));
            return (rest, []);
        }

        return HoldOut(data, rest, options.TestFraction, options.Seed, "Test", notes);
    }

    private static (ImmutableArray<int> Train, ImmutableArray<int> Calibration) TakeCalibration(
        DataSet data, ImmutableArray<int> rest, SplitOptions options, List<DataNote> notes)
    {
        ImmutableArray<int> official = [.. rest.Where(r => data.Samples[r].Split == DataSplit.Validation)];
        ImmutableArray<int> train = [.. rest.Where(r => data.Samples[r].Split != DataSplit.Validation)];
        if (official.Length > 0)
        {
            notes.Add(DataNote.Info($"Calibration: the official validation part, {Show.Count(official.Length, "image")}."));
            return (train, official);
        }

        if (options.CalibrationFraction == 0)
        {
            notes.Add(DataNote.Info("Calibration: no images held out; out-of-fold scores serve."));
            return (train, []);
        }

        return HoldOut(data, train, options.CalibrationFraction, options.Seed, "Calibration", notes);
    }

    private static (ImmutableArray<int> Kept, ImmutableArray<int> HeldOut) HoldOut(
        DataSet data, ImmutableArray<int> rows, double fraction, int seed, string purpose, List<DataNote> notes)
    {
        PatientHoldout holdout = GroupedStratifiedSplit.Holdout(Pick(data, rows), fraction, seed, data.Classes);
        ImmutableArray<int> heldOut = [.. holdout.HeldOut.Select(i => rows[i])];
        int patients = heldOut.Select(r => data.Samples[r].Patient).Distinct(StringComparer.Ordinal).Count();
        notes.Add(DataNote.Info($"{purpose}: {Show.Count(heldOut.Length, "image")} of {Show.Count(patients, "patient")} held out."));
        return ([.. holdout.Kept.Select(i => rows[i])], heldOut);
    }

    private static void RequireEveryClass(DataSet data, ImmutableArray<int> train)
    {
        var present = new bool[data.Classes.Length];
        foreach (int label in train.SelectMany(r => data.Samples[r].Labels))
            present[label] = true;
        string[] faults =
            [.. data.Classes.Where((_, c) => !present[c]).Select(c => $"class {Show.Quoted(c)} has no image left to train on.")];
        if (faults.Length > 0)
            throw new DataSetException("The data set", faults);
    }

    private static ImmutableArray<int> Official(DataSet data, DataSplit split)
        => [.. Enumerable.Range(0, data.Samples.Length).Where(r => data.Samples[r].Split == split)];

    private static ImageSample[] Pick(DataSet data, ImmutableArray<int> rows) => [.. rows.Select(r => data.Samples[r])];
}
