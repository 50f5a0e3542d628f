namespace Pneumonia.Training.Search;

/// <summary>Which trial is best.</summary>
public static class Leaderboard
{
    /// <summary>The trials that ended well, the best first: fuller training before partial, then the metric, then the earlier one.</summary>
    public static IEnumerable<TrialResult> Ranked(IEnumerable<TrialResult> history)
        => history.Where(static r => r.Succeeded)
            .OrderByDescending(static r => r.Settings.Fidelity >= 1)
            .ThenByDescending(static r => r.Metric)
            .ThenBy(static r => r.Number);

    /// <summary>The best trial, or null when none ended well.</summary>
    public static TrialResult? Best(IEnumerable<TrialResult> history) => Ranked(history).FirstOrDefault();
}
