namespace Pneumonia.Training.Evaluation;

/// <summary>The rows of each patient.</summary>
internal static class PatientGroups
{
    /// <summary>Patients in order of first appearance, their rows ascending. Null: every row is a patient of its own.</summary>
    public static int[][] Of(IReadOnlyList<string>? patients, int rows)
        => patients is null
            ? [.. Enumerable.Range(0, rows).Select(row => new[] { row })]
            : [.. Enumerable.Range(0, rows).GroupBy(row => patients[row], StringComparer.Ordinal).Select(group => group.ToArray())];
}
