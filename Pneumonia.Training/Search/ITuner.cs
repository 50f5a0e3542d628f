namespace Pneumonia.Training.Search;

/// <summary>Says what to try next. A pure function of the history, so that a resumed search goes the way it would have gone.</summary>
public interface ITuner
{
    /// <summary>The next trial, or null when there is nothing new to try.</summary>
    /// <param name="history">Every trial so far, failed ones included, in their order.</param>
    TrialSettings? Propose(IReadOnlyList<TrialResult> history);
}
