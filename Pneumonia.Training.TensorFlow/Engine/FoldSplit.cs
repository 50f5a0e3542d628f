using System.Collections.Immutable;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.TensorFlow.Engine;

/// <summary>Who trains, who judges the epochs and who is scored: positions among the training rows, patients never cut.</summary>
/// <param name="Train">Rows that train.</param>
/// <param name="Judges">Rows that decide when to stop; may be empty.</param>
/// <param name="Scored">Rows that are scored and neither trained nor judged.</param>
internal sealed record FoldSplit(ImmutableArray<int> Train, ImmutableArray<int> Judges, ImmutableArray<int> Scored)
{
    /// <summary>One split for each group of folds that is scored.</summary>
    /// <param name="folds">The run's folds.</param>
    /// <param name="groups">Groups that the folds are merged into; 0 for each fold by itself.</param>
    /// <param name="withJudges">Whether a fold is held back, where at least one remains to train.</param>
    public static ImmutableArray<FoldSplit> ForScoring(ImmutableArray<ImmutableArray<int>> folds, int groups, bool withJudges)
    {
        var merged = FoldGroups.Merge(folds, groups);
        return [.. merged.Select((scored, g) => Split([.. folds.Where((_, f) => f % merged.Length != g)], [.. scored.Order()], withJudges))];
    }

    /// <summary>For the network that is packaged: nothing is scored.</summary>
    public static FoldSplit ForFit(ImmutableArray<ImmutableArray<int>> folds, bool withJudges) => Split(folds, [], withJudges);

    private static FoldSplit Split(ImmutableArray<ImmutableArray<int>> rest, ImmutableArray<int> scored, bool withJudges)
    {
        var judges = withJudges && rest.Length > 1 ? rest[0] : [];
        return new FoldSplit([.. rest.Skip(judges.IsEmpty ? 0 : 1).SelectMany(static fold => fold).Order()], judges, scored);
    }
}
