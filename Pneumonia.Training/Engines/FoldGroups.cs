using System.Collections.Immutable;

namespace Pneumonia.Training.Engines;

/// <summary>Fewer, larger folds, for engines whose networks are dear: whole folds are merged, so patients stay together.</summary>
internal static class FoldGroups
{
    /// <param name="folds">The run's folds.</param>
    /// <param name="count">Groups that they are merged into; 0, or as many as there are folds and more, for each fold by itself.</param>
    public static ImmutableArray<ImmutableArray<int>> Merge(ImmutableArray<ImmutableArray<int>> folds, int count)
        => count == 0 || count >= folds.Length
            ? folds
            : [.. Enumerable.Range(0, count).Select(g => folds.Where((_, f) => f % count == g).SelectMany(static fold => fold).Order().ToImmutableArray())];
}
