using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>Does it work as well for everyone? The same figures for each value of a column, such as view, sex, age group or hospital.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Groups">By value in ordinal order.</param>
public sealed record Subgroups(string Column, ImmutableArray<Subgroup> Groups)
{
    /// <summary>Stands for a value that is missing or blank.</summary>
    public const string Unknown = "(unknown)";

    /// <summary>Stands for all values beyond the most frequent ones.</summary>
    public const string Other = "(other)";

    /// <summary>Evaluates each group by itself.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">[N], the column.</param>
    /// <param name="probabilities">[N], of label 1, in [0, 1].</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <param name="threshold">Probabilities at or above it are called positive.</param>
    /// <param name="patients">[N], each image's patient; null where every image is a patient of its own.</param>
    /// <param name="options">How; <see cref="EvaluationOptions.Default"/> where null.</param>
    /// <param name="most">Most values evaluated, 1 or more: the most frequent; the rest become <see cref="Other"/>.</param>
    /// <param name="cancellation">Looked at before each bootstrap replicate.</param>
    public static Subgroups Evaluate(
        string column,
        IReadOnlyList<string?> values,
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> labels,
        float threshold,
        IReadOnlyList<string>? patients = null,
        EvaluationOptions? options = null,
        int most = 50,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        Check.BinaryProbabilities(probabilities, labels);
        Check.SameLength(values.Count, labels.Length, nameof(values));
        Check.Patients(patients, labels.Length);

        var named = values.Select(value => string.IsNullOrWhiteSpace(value) ? Unknown : value.Trim()).ToArray();
        var kept = named.CountBy(name => name)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(most).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var groups = Enumerable.Range(0, named.Length)
            .GroupBy(row => kept.Contains(named[row]) ? named[row] : Other, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);

        var found = ImmutableArray.CreateBuilder<Subgroup>();
        foreach (var group in groups)
        {
            var rows = group.ToArray();
            var p = new float[rows.Length];
            var y = new int[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                (p[i], y[i]) = (probabilities[rows[i]], labels[rows[i]]);
            var who = patients is null ? null : Array.ConvertAll(rows, row => patients[row]);
            found.Add(new Subgroup(group.Key, Evaluator.Binary(p, y, threshold, who, options, cancellation)));
        }
        return new Subgroups(column, found.ToImmutable());
    }
}
