using System.Collections.Immutable;

namespace Pneumonia.Training.Data;

/// <summary>What training and search may look at: rows, and folds over them.</summary>
public sealed class TrainingRows : DataRows
{
    internal TrainingRows(DataSet data, ImmutableArray<int> rows, ImmutableArray<ImmutableArray<int>> folds)
        : base(data, rows) => Folds = folds;

    /// <value>Ascending positions into <see cref="DataRows.Samples"/>; each position is in exactly one fold, each patient too.</value>
    public ImmutableArray<ImmutableArray<int>> Folds { get; }

    /// <summary>The positions that are trained on when a fold is left out.</summary>
    /// <param name="fold">The fold left out, in [0, <see cref="Folds"/>.Length).</param>
    /// <returns>Ascending positions into <see cref="DataRows.Samples"/>.</returns>
    public ImmutableArray<int> Without(int fold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, Folds.Length);
        return [.. Folds.Where((_, f) => f != fold).SelectMany(f => f).Order()];
    }
}
