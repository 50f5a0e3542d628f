using System.Collections.Immutable;
using Pneumonia.Training.Data.Reading;
using Pneumonia.Training.Data.Splitting;

namespace Pneumonia.Training.Data;

/// <summary>
/// Splits that keep patients whole and classes in proportion. The same samples and seed give the same sides in whatever order the samples
/// come; another seed gives others.
/// </summary>
/// <remarks>
/// Greedy, in the spirit of scikit-learn's StratifiedGroupKFold: the patients that are hardest to place come first, ties in an order drawn
/// from SHA-256(seed, patient), each to the fold that leaves the class shares most even. For multi-label every finding, and the absence of
/// all, is balanced as a class of its own.
/// </remarks>
public static class GroupedStratifiedSplit
{
    private const string Subject = "The split";

    /// <summary>Deals samples into folds of about equal size.</summary>
    /// <param name="samples">The samples to deal.</param>
    /// <param name="k">Number of folds wanted, at least 2. If some class has fewer patients, there are as many folds as it has, and a
    /// note.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="classNames">Names for messages; indices where null.</param>
    /// <exception cref="DataSetException">A class has fewer than two patients.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 2.</exception>
    public static PatientFolds Folds(IReadOnlyList<ImageSample> samples, int k, int seed, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        var table = new PatientTable(samples, seed);
        RequirePatients(table, classNames);

        int rarest = table.ClassesPresent.MinBy(c => table.PatientsOf[c]);
        int possible = table.PatientsOf[rarest];
        ImmutableArray<DataNote> notes = [];
        if (possible < k)
        {
            notes =
            [
                DataNote.Warning(
                    $"{possible} folds instead of {k}: class {ClassName(rarest, classNames)} has {possible} patients, and each fold needs one."),
            ];
            k = possible;
        }

        double[] targets = [.. Enumerable.Repeat(1.0 / k, k)];
        return new(RowsOf(table, FoldAssigner.Assign(table, targets), k), notes);
    }

    /// <summary>Holds out a share of the samples.</summary>
    /// <param name="samples">The samples to cut.</param>
    /// <param name="fraction">Share to hold out, in (0, 1), both ends excluded; met as nearly as whole patients allow.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="classNames">Names for messages; indices where null.</param>
    /// <exception cref="DataSetException">A class has fewer than two patients.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not in (0, 1).</exception>
    public static PatientHoldout Holdout(
        IReadOnlyList<ImageSample> samples, double fraction, int seed, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (fraction is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share to hold out lies in (0, 1).");
        var table = new PatientTable(samples, seed);
        RequirePatients(table, classNames);
        ImmutableArray<ImmutableArray<int>> sides = RowsOf(table, FoldAssigner.Assign(table, [1 - fraction, fraction]), 2);
        return new(sides[0], sides[1]);
    }

    private static void RequirePatients(PatientTable table, IReadOnlyList<string>? classNames)
    {
        if (table.Patients.Length < 2)
            throw new DataSetException(Subject, [$"there are {Show.Count(table.Patients.Length, "patient")}; at least two are needed."]);
        string[] faults =
        [
            .. table.ClassesPresent
                .Where(c => table.PatientsOf[c] < 2)
                .Select(c => $"class {ClassName(c, classNames)} has one patient; at least two are needed, one on each side."),
        ];
        if (faults.Length > 0)
            throw new DataSetException(Subject, faults);
    }

    private static ImmutableArray<ImmutableArray<int>> RowsOf(PatientTable table, int[] foldOf, int k)
    {
        List<int>[] rows = [.. Enumerable.Range(0, k).Select(_ => new List<int>())];
        for (int p = 0; p < foldOf.Length; p++)
            rows[foldOf[p]].AddRange(table.Patients[p].Rows);
        return [.. rows.Select(r => r.Order().ToImmutableArray())];
    }

    private static string ClassName(int index, IReadOnlyList<string>? names)
        => names is not null && index < names.Count ? Show.Quoted(names[index]) : $"{index}";
}
