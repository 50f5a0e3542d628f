using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Search;

/// <summary>What a search may cost. It ends at whichever limit comes first, with the best found so far.</summary>
public sealed record SearchBudget
{
    // What a timer can wait for is a little more.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(49);

    /// <value>Wall time of the search, above 0 and at most 49 days, or null for no limit. Default null.</value>
    public TimeSpan? Time { get; init; }

    /// <value>
    /// Number of trials, those from the journal included; at least 1. Null (default) for what the engines that run advise: 12 for heads on frozen features,
    /// 1 where whole networks are trained.
    /// </value>
    public int? MaxTrials { get; init; }

    /// <value>Memory of the process in bytes; once a trial went above it, no trial as dear or dearer is run. Null for no limit. Default null.</value>
    public long? MaxMemory { get; init; }

    /// <summary>Trials at the most: as asked for, else what the engines that run advise.</summary>
    internal int TrialsOf(IEnumerable<IEngineSession> engines) => MaxTrials ?? engines.Sum(static e => e.DefaultTrials);

    internal IEnumerable<string> Faults()
    {
        if (Time <= TimeSpan.Zero || Time > LongestTime) yield return $"The time budget (--budget) must be above 0 and at most 49 days; it is {Time}.";
        if (MaxTrials < 1) yield return $"The number of trials (--max-trials) must be at least 1; it is {MaxTrials}.";
        if (MaxMemory < 1) yield return $"The memory budget must be above 0 bytes; it is {MaxMemory}.";
    }
}
