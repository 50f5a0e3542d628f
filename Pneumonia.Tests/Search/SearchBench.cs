using System.Collections.Immutable;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Search;

/// <summary>A search on fake engines, with a real journal in a private folder. A trial's metric is its one logit.</summary>
internal sealed class SearchBench : IDisposable
{
    private readonly TempFolder _folder = new();

    public SearchBench() => Store = StoreDatabase.Open(_folder.At("store.db"));

    public StoreDatabase Store { get; }

    public string StorePath => _folder.At("store.db");

    public SearchBudget Budget { get; set; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public ITrialObserver Observer { get; set; } = SilentObserver.Instance;

    public ITrialScorer Scorer { get; set; } = new FirstLogit();

    public CancellationToken Cancel { get; set; }

    public string RunName { get; set; } = "run";

    public SearchOutcome Run(FakeSession session) => Run([("fake", session)]);

    public SearchOutcome Run((string Name, FakeSession Session)[] engines)
    {
        var sessions = engines.ToDictionary(static e => e.Name, static e => (IEngineSession)e.Session, StringComparer.Ordinal);
        var tuner = new CostAwareTuner(engines.Select(static e => new SearchArm(e.Name, e.Session.Space, e.Session.RelativeCost, e.Session.Rungs)), 1);
        var journal = new TrialJournal(new TrialStore(Store, RunName), logits: 1);
        return new TrialSearch(sessions, tuner, Scorer, journal, Budget, Time, Observer).Run(Cancel);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    private sealed class FirstLogit : ITrialScorer
    {
        public TrialScore Score(float[] outOfFoldLogits) => new(outOfFoldLogits[0], ImmutableArray.Create<double>(outOfFoldLogits[0]));
    }
}
