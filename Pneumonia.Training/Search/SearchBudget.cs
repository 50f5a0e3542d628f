namespace Pneumonia.Training.Search;

/// <summary>What a search may cost. It ends at whichever limit comes first, with the best found so far.</summary>
public sealed record SearchBudget
{
    /// <value>Wall time of the search, or null for no limit. Default null.</value>
    public TimeSpan? Time { get; init; }

    /// <value>Number of trials, those from the journal included; at least 1. Default 12.</value>
    public int MaxTrials { get; init; } = 12;

    /// <value>Memory of the process in bytes above which trials dearer than the one that reached it are left out, or null. Default null.</value>
    public long? MaxMemory { get; init; }

    internal IEnumerable<string> Faults()
    {
        if (Time <= TimeSpan.Zero) yield return $"The time budget must be above 0; it is {Time}.";
        if (MaxTrials < 1) yield return $"The number of trials must be at least 1; it is {MaxTrials}.";
        if (MaxMemory < 1) yield return $"The memory budget must be above 0 bytes; it is {MaxMemory}.";
    }
}
