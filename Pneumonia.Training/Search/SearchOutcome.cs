using System.Collections.Immutable;

namespace Pneumonia.Training.Search;

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>The tuner had no new idea.</summary>
    NothingLeftToTry,

    /// <summary>The number of trials is used up.</summary>
    TrialsUsed,

    /// <summary>The time is used up.</summary>
    TimeUsed,

    /// <summary>It was told to stop.</summary>
    Cancelled,
}

/// <summary>What a search found.</summary>
/// <param name="Trials">Every trial in order; at least one ended well.</param>
/// <param name="End">Why it ended.</param>
public sealed record SearchOutcome(ImmutableArray<TrialResult> Trials, SearchEnd End)
{
    /// <value>The winner.</value>
    public TrialResult Best => Leaderboard.Best(Trials)!;
}
