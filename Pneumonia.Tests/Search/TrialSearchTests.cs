using System.Diagnostics;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class TrialSearchTests
{
    [TestMethod]
    public void Run_Always_TriesTheDefaultFirstAndKeepsTheBest()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 20 } };
        var session = FakeSession.Scoring(static x => 1 - Math.Abs(x - 0.8));

        var outcome = bench.Run(session);

        Assert.AreEqual("fake x=0.5 fidelity=1", session.Ran[0]);
        Assert.AreEqual(SearchEnd.TrialsUsed, outcome.End);
        Assert.HasCount(20, outcome.Trials);
        Assert.AreEqual(outcome.Trials.Max(static t => t.Metric), outcome.Best.Metric);
        Assert.IsGreaterThan(0.97, outcome.Best.Metric);
        Assert.AreSequenceEqual(Enumerable.Range(1, 20).ToArray(), outcome.Trials.Select(static t => t.Number).ToArray());
    }

    [TestMethod]
    public void Run_TrialsFail_AreRecordedAndSkipped()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 12 } };
        var calls = 0;
        var session = new FakeSession((s, _) => (++calls % 3) switch
        {
            0 => throw new InsufficientMemoryException("no room"),
            1 => [(float)s.Parameters.Real("x")],
            _ => throw new AggregateException(new InvalidOperationException("the kernel said no")),
        });

        var outcome = bench.Run(session);

        Assert.HasCount(12, outcome.Trials);
        Assert.AreEqual(4, outcome.Trials.Count(static t => t.Succeeded));
        Assert.AreEqual(4, outcome.Trials.Count(static t => t.Error == "no room"));
        Assert.AreEqual(4, outcome.Trials.Count(static t => t.Error == "the kernel said no"));
        Assert.IsTrue(outcome.Trials.Where(static t => t.Error is not null).All(static t => double.IsNaN(t.Metric) && t.OutOfFoldLogits.IsEmpty));
    }

    [TestMethod]
    public void Run_MetricIsUndefined_TrialFailsWithThatReason()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 2 } };
        var first = true;
        var session = new FakeSession((_, _) => first && !(first = false) ? [float.NaN] : [0.5f]);

        var outcome = bench.Run(session);

        Assert.Contains("undefined", outcome.Trials[0].Error!);
        Assert.AreEqual(2, outcome.Best.Number);
    }

    [TestMethod]
    public void Run_AllTrialsFail_ThrowsNamingTheLastError()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 50 } };
        var calls = 0;
        var session = new FakeSession((_, _) => throw new InvalidOperationException($"fault {++calls}"));

        var thrown = Assert.ThrowsExactly<SearchException>(() => bench.Run(session));

        Assert.Contains($"fault {calls}", thrown.Message);
        Assert.AreEqual(8, calls, "Nobody waits for fifty failures.");
    }

    [TestMethod]
    public void Run_OneTrialAllowedAndItFails_ThrowsWithItsError()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 1 } };

        var thrown = Assert.ThrowsExactly<SearchException>(() => bench.Run(new FakeSession(static (_, _) => throw new InvalidOperationException("the loss is NaN"))));

        Assert.AreEqual("No trial ended well. One trial failed: the loss is NaN", thrown.Message);
    }

    [TestMethod]
    public void Run_TheDiskFails_EndsTheSearchAndIsNoFailedTrial()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 1 } };

        Assert.ThrowsExactly<AggregateException>(
            () => bench.Run(new FakeSession(static (_, _) => throw new AggregateException(new IOException("the disk is gone")))));

        Assert.IsEmpty(new TrialJournalProbe(bench).Names, "Remembered as failed, the trial would never be run again.");
    }

    [TestMethod]
    public void Run_BudgetEndsBeforeOneTrial_SaysSoInClearWords()
    {
        var time = new ManualTime();
        using var bench = new SearchBench { Time = time, Budget = new SearchBudget { Time = TimeSpan.FromSeconds(1) } };
        var session = new FakeSession((_, stop) =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            stop.ThrowIfCancellationRequested();
            return [1];
        });

        var thrown = Assert.ThrowsExactly<SearchException>(() => bench.Run(session));

        Assert.AreEqual(SearchEnd.TimeUsed, thrown.End);
        Assert.Contains("budget (--budget) of 00:00:01", thrown.Message);
    }

    [TestMethod]
    public void Run_BudgetEndsLater_ReturnsTheBestAndTimesTrialsByTheClock()
    {
        var time = new ManualTime();
        using var bench = new SearchBench { Time = time, Budget = new SearchBudget { Time = TimeSpan.FromMinutes(10), MaxTrials = 100 } };
        var session = new FakeSession((s, stop) =>
        {
            time.Advance(TimeSpan.FromMinutes(3));
            stop.ThrowIfCancellationRequested();
            return [(float)s.Parameters.Real("x")];
        });

        var outcome = bench.Run(session);

        Assert.AreEqual(SearchEnd.TimeUsed, outcome.End);
        Assert.HasCount(3, outcome.Trials);
        Assert.IsTrue(outcome.Trials.All(static t => t.Duration == TimeSpan.FromMinutes(3)), "Durations come from the clock that was given.");
    }

    [TestMethod]
    public void Run_CancelledInTheMiddleOfATrial_ReturnsTheBestSoFarAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 100 }, Cancel = cancel.Token };
        var stopped = 0L;
        var session = new FakeSession((s, stop) =>
        {
            if (s.Parameters.Real("x") == 0.5) return [0.7f];
            stopped = Stopwatch.GetTimestamp();
            cancel.CancelAfter(50);
            stop.WaitHandle.WaitOne();
            throw new InvalidOperationException("whatever a native library says when it is stopped");
        });

        var outcome = bench.Run(session);

        Assert.AreEqual(SearchEnd.Cancelled, outcome.End);
        Assert.HasCount(1, outcome.Trials, "A trial that was stopped has not failed.");
        Assert.IsLessThan(TimeSpan.FromSeconds(2), Stopwatch.GetElapsedTime(stopped));
    }

    [TestMethod]
    public void Run_CancelledBeforeTheFirstTrialEnds_ThrowsOperationCanceled()
    {
        using var cancel = new CancellationTokenSource();
        using var bench = new SearchBench { Cancel = cancel.Token };
        var session = new FakeSession((_, stop) =>
        {
            cancel.Cancel();
            stop.ThrowIfCancellationRequested();
            return [1];
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => bench.Run(session));

        Assert.IsEmpty(new TrialJournalProbe(bench).Names, "A trial that was stopped is not in the journal.");
    }

    [TestMethod]
    public void Run_NothingNewToTry_EndsEarly()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 50 } };
        var session = new FakeSession(static (_, _) => [0.5f])
        {
            Space = new SearchSpace(
                System.Collections.Immutable.ImmutableSortedDictionary<string, ParameterRange>.Empty.Add("x", new ParameterRange.Choice(["1", "2", "3"])),
                TrialParameters.Empty.With("x", "2")),
        };

        var outcome = bench.Run(session);

        Assert.AreEqual(SearchEnd.NothingLeftToTry, outcome.End);
        Assert.AreSequenceEqual(new[] { "fake x=1 fidelity=1", "fake x=2 fidelity=1", "fake x=3 fidelity=1" }, session.Ran.Order());
    }

    [TestMethod]
    public void Run_MemoryIsAboveTheLimit_RunsOnlyWhatIsCheaperThanTheTrialThatReachedIt()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 12, MaxMemory = 1 }, Observer = new RecordingObserver() };
        var session = new FakeSession(static (s, _) => [(float)s.Parameters.Real("x")]) { Cost = static s => s.Parameters.Real("x") };

        var outcome = bench.Run(session);

        var (ran, leftOut) = (outcome.Trials.Where(static t => t.Succeeded).ToArray(), outcome.Trials.Where(static t => !t.Succeeded).ToArray());
        Assert.IsNotEmpty(leftOut);
        Assert.IsGreaterThan(1, ran.Length, "What is cheaper goes on.");
        Assert.IsTrue(leftOut.All(static t => t.Settings.Parameters.Real("x") >= 0.5 && t.Error!.StartsWith("Left out: trial 1", StringComparison.Ordinal)));
        Assert.IsTrue(ran.Skip(1).All(static t => t.Settings.Parameters.Real("x") < 0.5));
        var heard = ((RecordingObserver)bench.Observer).Heard;
        Assert.AreEqual(leftOut.Length, heard.Count(static h => h.StartsWith("failed", StringComparison.Ordinal)), "What is left out is reported.");
    }

    [TestMethod]
    public void Run_Observed_IsToldInOrderAndOfTheBestOnlyWhenBetter()
    {
        var observer = new RecordingObserver();
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 4 }, Observer = observer };
        var metrics = new Queue<float>([0.5f, 0.4f, float.NaN, 0.9f]);

        bench.Run(new FakeSession((_, _) => [metrics.Dequeue()]));

        Assert.AreSequenceEqual(
            new[] { "running", "completed 1", "best 1", "running", "completed 2", "running", "failed 3", "running", "completed 4", "best 4" },
            observer.Heard);
    }

    [TestMethod]
    public void Run_SeveralEngines_BeginsWithTheDefaultOfTheCheapest()
    {
        using var bench = new SearchBench { Budget = new SearchBudget { MaxTrials = 3 } };
        var dear = new FakeSession(static (_, _) => [0.9f]) { Cost = static _ => 50 };
        var cheap = new FakeSession(static (_, _) => [0.1f]);

        var outcome = bench.Run([("a-dear", dear), ("b-cheap", cheap)]);

        Assert.AreSequenceEqual(
            new[] { "b-cheap", "a-dear", "b-cheap" }, outcome.Trials.Select(static t => t.Settings.Engine).ToArray());
    }
}
