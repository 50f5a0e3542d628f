using System.Text;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class TrialJournalTests
{
    private const int Trials = 10;

    [TestMethod]
    public void Run_Again_RunsNothingAndFindsTheSame()
    {
        using var bench = Bench();
        var first = bench.Run(Session());
        var again = Session();

        var second = bench.Run(again);

        Assert.IsEmpty(again.Ran);
        Assert.IsTrue(second.Trials.All(static t => t.Resumed));
        AssertSame(first, second);
        Assert.AreSequenceEqual(first.Best.OutOfFoldLogits.ToArray(), second.Best.OutOfFoldLogits.ToArray());
    }

    [TestMethod]
    public void Run_AfterAKillBetweenTrials_GoesTheWayItWouldHaveGone()
    {
        using var unbroken = Bench();
        var expected = unbroken.Run(Session());
        using var broken = Bench();
        var ran = new List<string>();
        for (var trials = 1; trials <= Trials; trials += 3)
        {
            broken.Budget = new SearchBudget { MaxTrials = trials };
            var part = Session();
            broken.Run(part);
            ran.AddRange(part.Ran);
        }

        broken.Budget = new SearchBudget { MaxTrials = Trials };
        var last = Session();
        var resumed = broken.Run(last);

        AssertSame(expected, resumed);
        string[] all = [.. ran, .. last.Ran];
        Assert.AreAllDistinct(all);
        Assert.HasCount(Trials, all);
    }

    [TestMethod]
    public void Run_AFailedTrialIsRemembered_IsNotRunAgain()
    {
        using var bench = Bench();
        var failing = new FakeSession(static (s, _) => s.Parameters.Real("x") == 0.5 ? throw new InsufficientMemoryException("no room") : [0.5f]);
        bench.Run(failing);
        var again = Session();

        var outcome = bench.Run(again);

        Assert.AreEqual("no room", outcome.Trials[0].Error);
        Assert.IsEmpty(again.Ran);
    }

    [TestMethod]
    [DataRow("UPDATE trial SET body = zeroblob(20) WHERE trial LIKE 'fake x=0.5 %'", DisplayName = "bytes that aren't what was written")]
    [DataRow("DELETE FROM trial WHERE trial LIKE 'fake x=0.5 %'", DisplayName = "gone")]
    public void Run_ARowIsDamaged_ThatTrialIsRunAgain(string damage)
    {
        using var bench = Bench();
        var first = bench.Run(Session());
        new TrialJournalProbe(bench).Execute(damage);
        var again = Session();

        var second = bench.Run(again);

        Assert.AreSequenceEqual(new[] { "fake x=0.5 fidelity=1" }, again.Ran.ToArray());
        AssertSame(first, second);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("null")]
    [DataRow("[1]")]
    [DataRow("no json")]
    [DataRow("""{"Number":1,"Engine":"fake","Parameters":{"x":"0.5"},"Fidelity":1,"Metric":0.9,"FoldMetrics":[],"Duration":"00:00:01","PeakMemory":1,"Error":null,"OutOfFoldLogits":""}""", DisplayName = "no logits")]
    [DataRow("""{"Number":1,"Engine":"fake","Parameters":{"x":"0.5"},"Fidelity":1,"Metric":0.9,"FoldMetrics":[],"Duration":"00:00:01","PeakMemory":1,"Error":null,"OutOfFoldLogits":"AAAAAAAAAAA="}""", DisplayName = "logits of another data set")]
    [DataRow("""{"Number":1,"Engine":"fake","Parameters":{"x":"0.7"},"Fidelity":1,"Metric":0.9,"FoldMetrics":[],"Duration":"00:00:01","PeakMemory":1,"Error":null,"OutOfFoldLogits":"AAAAAA=="}""", DisplayName = "another trial's")]
    public void Run_ARowIsNotOfThisVersion_ThatTrialIsRunAgain(string body)
    {
        using var bench = Bench();
        new TrialStore(bench.Store, bench.RunName).Write("fake x=0.5 fidelity=1 @", Encoding.UTF8.GetBytes(body));
        var session = Session();

        var outcome = bench.Run(session);

        Assert.AreEqual("fake x=0.5 fidelity=1", session.Ran[0]);
        Assert.IsFalse(outcome.Trials[0].Resumed);
    }

    [TestMethod]
    public void Run_OfAnotherKey_UsesNothing()
    {
        using var bench = Bench();
        bench.Run(Session());
        bench.RunName = "other data";
        var other = Session();

        bench.Run(other);

        Assert.HasCount(Trials, other.Ran);
    }

    [TestMethod]
    public void Run_BackboneFileChangedUnderTheSameName_UsesNothing()
    {
        using var bench = Bench();
        bench.Run(Session());
        var changed = Session();
        changed.File = "sha256 of another file";

        bench.Run(changed);

        Assert.HasCount(Trials, changed.Ran);
    }

    private static SearchBench Bench() => new() { Budget = new SearchBudget { MaxTrials = Trials } };

    // A metric without a short decimal form: what comes back from the journal must be the very number.
    private static FakeSession Session() => FakeSession.Scoring(static x => Math.Sin(7 * x) / 3);

    private static void AssertSame(SearchOutcome expected, SearchOutcome actual)
    {
        Assert.AreSequenceEqual(expected.Trials.Select(static t => t.Settings.Key).ToArray(), actual.Trials.Select(static t => t.Settings.Key).ToArray());
        Assert.AreSequenceEqual(expected.Trials.Select(static t => t.Metric).ToArray(), actual.Trials.Select(static t => t.Metric).ToArray());
        Assert.AreEqual(expected.Best.Number, actual.Best.Number);
    }
}
