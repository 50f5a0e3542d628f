using System.Diagnostics;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Store;

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

        var most = budget.TrialsOf(sessions.Values);
        while (history.Count < most)
        {
            if (stop.IsCancellationRequested) break;
            GiveUpOnFailures(history);
            if (tuner.Propose(history) is not { } settings) break;
            if ((TooLarge(settings, history) ?? Run(settings, history.Count + 1, stop.Token)) is not { } result) break;
            var best = Leaderboard.Best(history);
            history.Add(result);
            Report(result, best);
        }

        if (history.Count >= most) end = SearchEnd.TrialsUsed;
        if (deadline.IsCancellationRequested) end = SearchEnd.TimeUsed;
        if (cancellationToken.IsCancellationRequested) end = SearchEnd.Cancelled;
        RefuseEmpty(history, end, cancellationToken);
        return new SearchOutcome([.. history], end);
    }

    private TrialResult? Run(TrialSettings settings, int number, CancellationToken stop)
    {
        var session = sessions[settings.Engine];
        var fingerprint = session.Fingerprint(settings);
        if (journal.Find(settings, fingerprint) is { } known) return known with { Number = number };
        observer.ReportRunningTrial(settings);
        var started = time.GetTimestamp();
        var result = new TrialResult { Number = number, Settings = settings, Metric = double.NaN, Duration = default, PeakMemory = 0 };
        try
        {
            var logits = session.CrossValidate(settings, stop);
            var score = scorer.Score(logits);
            result = double.IsNaN(score.Metric)
                ? result with { Error = "The metric is undefined on the out-of-fold scores." }
                : result with { Metric = score.Metric, FoldMetrics = score.FoldMetrics, OutOfFoldLogits = [.. logits] };
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever an engine says when it is stopped, the trial has not failed: next time it runs again.
            return null;
        }
        catch (Exception e) when (!IsOfTheMachine(Unwrap(e)))
        {
            // One bad trial, out of memory included, never ends a search.
            result = result with { Error = Unwrap(e).Message };
        }

        result = result with { Duration = time.GetElapsedTime(started), PeakMemory = PeakMemory() };
        journal.Write(result, fingerprint);
        return result;
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    // A full disk or images that are gone say nothing about the trial: remembered as its failure, it would never be run again.
    private static bool IsOfTheMachine(Exception e) => e is DataSetException or WorkFolderException or IOException or UnauthorizedAccessException;

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
        // The peak is the process's: the first trial above the limit brought it there, those after it only inherited it.
        var reached = history.FirstOrDefault(r => r.PeakMemory > limit);
        return reached is null || Cost(settings) < Cost(reached.Settings) ? null : new TrialResult
        {
            Number = history.Count + 1,
            Settings = settings,
            Metric = double.NaN,
            Duration = TimeSpan.Zero,
            PeakMemory = 0,
            Error = $"Left out: trial {reached.Number}, no dearer than this, took {reached.PeakMemory >> 20:N0} MiB; {limit >> 20:N0} MiB are allowed.",
        };
    }

    private double Cost(TrialSettings settings) => sessions[settings.Engine].RelativeCost(settings) * settings.Fidelity;

    private static void GiveUpOnFailures(List<TrialResult> history)
    {
        if (history.Count >= FailuresInARow && history.TakeLast(FailuresInARow).All(static r => !r.Succeeded) && Leaderboard.Best(history) is null)
        {
            throw new SearchException($"The first {history.Count} trials all failed. The last one said: {history[^1].Error}", SearchEnd.NothingLeftToTry);
        }
    }

    private void RefuseEmpty(List<TrialResult> history, SearchEnd end, CancellationToken cancellationToken)
    {
        if (Leaderboard.Best(history) is not null) return;
        cancellationToken.ThrowIfCancellationRequested();
        var failed = history.Count switch
        {
            0 => "",
            1 => $" One trial failed: {history[0].Error}",
            var n => $" {n} trials failed; the last one said: {history[^1].Error}",
        };
        throw new SearchException(
            end == SearchEnd.TimeUsed
                ? $"The time budget (--budget) of {budget.Time} ended before one trial did. Give it more; what is computed so far is kept.{failed}"
                : $"No trial ended well.{failed}",
            end);
    }
}
