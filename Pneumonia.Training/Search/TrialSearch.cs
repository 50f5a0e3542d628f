using System.Diagnostics;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Search;

/// <summary>Runs trials until the budget ends, the tuner has no more ideas, or it is told to stop; returns what there is.</summary>
internal sealed class TrialSearch
{
    private const int FailuresInARow = 8;

    private readonly IReadOnlyDictionary<string, IEngineSession> sessions;
    private readonly ITuner tuner;
    private readonly ITrialScorer scorer;
    private readonly TrialJournal journal;
    private readonly SearchBudget budget;
    private readonly TimeProvider time;
    private readonly ITrialObserver observer;

    public TrialSearch(
        IReadOnlyDictionary<string, IEngineSession> sessions, ITuner tuner, ITrialScorer scorer, TrialJournal journal,
        SearchBudget budget, TimeProvider time, ITrialObserver observer)
    {
        this.sessions = sessions;
        this.tuner = tuner;
        this.scorer = scorer;
        this.journal = journal;
        this.budget = budget;
        this.time = time;
        this.observer = observer;
    }

    /// <returns>Every trial, in order; at least one of them ended well.</returns>
    /// <exception cref="SearchException">No trial ended well.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the first trial ended.</exception>
    public SearchOutcome Run(CancellationToken cancellationToken)
    {
        var history = new List<TrialResult>();
        using var deadline = budget.Time is { } limit ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var end = SearchEnd.NothingLeftToTry;

        while (history.Count < budget.MaxTrials)
        {
            if (stop.IsCancellationRequested) break;
            GiveUpOnFailures(history);
            if (tuner.Propose(history) is not { } settings) break;
            if (TooLarge(settings, history) is { } skipped)
            {
                history.Add(skipped);
                continue;
            }

            if (Run(settings, history.Count + 1, stop.Token) is not { } result) break;
            var best = Leaderboard.Best(history);
            history.Add(result);
            Report(result, best);
        }

        if (history.Count >= budget.MaxTrials) end = SearchEnd.TrialsUsed;
        if (deadline.IsCancellationRequested) end = SearchEnd.TimeUsed;
        if (cancellationToken.IsCancellationRequested) end = SearchEnd.Cancelled;
        RefuseEmpty(history, end, cancellationToken);
        return new SearchOutcome([.. history], end);
    }

    private TrialResult? Run(TrialSettings settings, int number, CancellationToken stop)
    {
        if (journal.Find(settings) is { } known) return known with { Number = number };
        observer.ReportRunningTrial(settings);
        var started = time.GetTimestamp();
        var result = new TrialResult { Number = number, Settings = settings, Metric = double.NaN, Duration = default, PeakMemory = 0 };
        try
        {
            var logits = sessions[settings.Engine].CrossValidate(settings, stop);
            var score = scorer.Score(logits);
            result = result with { Metric = score.Metric, FoldMetrics = score.FoldMetrics, OutOfFoldLogits = [.. logits] };
            if (double.IsNaN(score.Metric)) result = result with { Error = "The metric is undefined on the out-of-fold scores." };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is not AccessViolationException)
        {
            // One bad trial, out of memory included, never ends a search.
            result = result with { Error = Unwrap(e).Message };
        }

        result = result with { Duration = time.GetElapsedTime(started), PeakMemory = Process.GetCurrentProcess().PeakWorkingSet64 };
        journal.Write(result);
        return result;
    }

    private static Exception Unwrap(Exception e)
    {
        while (e is AggregateException or System.Reflection.TargetInvocationException && e.InnerException is { } inner) e = inner;
        return e;
    }

    private void Report(TrialResult result, TrialResult? best)
    {
        if (!result.Succeeded)
        {
            observer.ReportFailTrial(result);
            return;
        }

        observer.ReportCompletedTrial(result);
        if (Leaderboard.Best(best is null ? [result] : [best, result]) == result) observer.ReportBestTrial(result);
    }

    private TrialResult? TooLarge(TrialSettings settings, List<TrialResult> history)
    {
        if (budget.MaxMemory is not { } limit) return null;
        var cost = sessions[settings.Engine].RelativeCost(settings);
        var reached = history.FirstOrDefault(r => r.PeakMemory > limit && sessions[r.Settings.Engine].RelativeCost(r.Settings) <= cost);
        return reached is null ? null : new TrialResult
        {
            Number = history.Count + 1,
            Settings = settings,
            Metric = double.NaN,
            Duration = TimeSpan.Zero,
            PeakMemory = 0,
            Error = $"Left out: trial {reached.Number}, no dearer than this, took {reached.PeakMemory >> 20:N0} MiB; {limit >> 20:N0} MiB are allowed.",
        };
    }

    private static void GiveUpOnFailures(List<TrialResult> history)
    {
        if (history.Count >= FailuresInARow && history.TakeLast(FailuresInARow).All(static r => !r.Succeeded) && Leaderboard.Best(history) is null)
        {
            throw new SearchException($"The first {history.Count} trials all failed. The last one said: {history[^1].Error}");
        }
    }

    private void RefuseEmpty(List<TrialResult> history, SearchEnd end, CancellationToken cancellationToken)
    {
        if (Leaderboard.Best(history) is not null) return;
        cancellationToken.ThrowIfCancellationRequested();
        var failed = history.Count > 0 ? $" {history.Count} trials failed; the last one said: {history[^1].Error}" : "";
        throw new SearchException(end == SearchEnd.TimeUsed
            ? $"The budget of {budget.Time} ended before one trial did. Give more time with --budget.{failed}"
            : $"No trial ended well.{failed}");
    }
}
