using System.Collections.Immutable;

namespace Pneumonia.Training.Search;

/// <summary>
/// The search of this library. First each engine's default, the cheapest engine first; then, on the engine that has spent least (the
/// leader may spend twice as much), in turn a look around (a low-discrepancy sequence, the cheaper points of a handful first) and a step
/// from the best point, whose length shrinks as steps fail. Engines whose trials can be judged early climb by asynchronous successive
/// halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020).
/// </summary>
public sealed class CostAwareTuner : ITuner
{
    private const int Handful = 4;
    private const int Reduction = 3;
    private const int Steps = 4;
    private const int Spare = 64;

    // A step as short as this changes nothing that could be measured.
    private const double ShortestStep = 0.002;

    private readonly ImmutableArray<SearchArm> arms;
    private readonly int seed;

    /// <param name="arms">The engines; at least one.</param>
    /// <param name="seed">Seed of the sequence and of the steps.</param>
    public CostAwareTuner(IEnumerable<SearchArm> arms, int seed)
    {
        this.arms = [.. arms.OrderBy(DefaultCost)];
        this.seed = seed;
        if (this.arms.IsEmpty) throw new ArgumentException("At least one engine is needed.", nameof(arms));
    }

    /// <inheritdoc/>
    public TrialSettings? Propose(IReadOnlyList<TrialResult> history)
    {
        var tried = history.Select(static r => r.Settings.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var arm in arms)
        {
            var first = new TrialSettings(arm.Engine, arm.Space.Default);
            if (!tried.Contains(first.Key)) return first;
        }

        // An engine with nothing new to try leaves its turn to the next.
        return arms.OrderBy(arm => Spent(arm, history) / Share(arm, history))
            .Select(arm => Promote(arm, history, tried) ?? Explore(arm, history, tried))
            .FirstOrDefault(static proposal => proposal is not null);
    }

    private static double DefaultCost(SearchArm arm) => arm.RelativeCost(new TrialSettings(arm.Engine, arm.Space.Default));

    private static double Spent(SearchArm arm, IReadOnlyList<TrialResult> history)
        => history.Where(r => r.Settings.Engine == arm.Engine).Sum(r => arm.RelativeCost(r.Settings) * r.Settings.Fidelity);

    private static double Share(SearchArm arm, IReadOnlyList<TrialResult> history)
        => Leaderboard.Best(history)?.Settings.Engine == arm.Engine ? 2 : 1;

    // The best third of a rung goes up, as soon as it is a third.
    private static TrialSettings? Promote(SearchArm arm, IReadOnlyList<TrialResult> history, HashSet<string> tried)
    {
        for (var rung = arm.Rungs.Length - 2; rung >= 0; rung--)
        {
            var here = history.Where(r => r.Settings.Engine == arm.Engine && r.Settings.Fidelity == arm.Rungs[rung] && r.Succeeded).ToList();
            var next = here.OrderByDescending(static r => r.Metric).ThenBy(static r => r.Number)
                .Take(here.Count / Reduction)
                .Select(r => r.Settings with { Fidelity = arm.Rungs[rung + 1] })
                .FirstOrDefault(s => !tried.Contains(s.Key));
            if (next is not null) return next;
        }

        return null;
    }

    private TrialSettings? Explore(SearchArm arm, IReadOnlyList<TrialResult> history, HashSet<string> tried)
    {
        var own = history.Where(r => r.Settings.Engine == arm.Engine).ToList();
        var steps = own.Count % 2 == 0 && Leaderboard.Best(own) is { } best
            ? Enumerable.Range(0, Steps).Select(attempt => Step(arm, own, best, own.Count + (2 * attempt)))
            : [];
        // No more points than trials can have been tried: past those there is a new one, unless the space holds no more.
        var around = Enumerable.Range(own.Count / 2, own.Count + Spare).Select(index => LookAround(arm, index));
        return steps.Concat(around)
            .Select(point => new TrialSettings(arm.Engine, point, arm.Rungs[0]))
            .FirstOrDefault(settings => !tried.Contains(settings.Key));
    }

    private TrialParameters LookAround(SearchArm arm, int index)
    {
        var handful = index / Handful * Handful;
        return Enumerable.Range(handful, Handful)
            .Select(i => arm.Space.At(LowDiscrepancy.Point(i + 1, arm.Space.Parameters.Count, seed)))
            .OrderBy(p => arm.RelativeCost(new TrialSettings(arm.Engine, p)))
            .ElementAt(index % Handful);
    }

    private TrialParameters Step(SearchArm arm, List<TrialResult> own, TrialResult best, int turn)
    {
        var since = own.Count - own.IndexOf(best);
        var length = Math.Max(0.3 * Math.Pow(0.9, since), ShortestStep);
        var centre = arm.Space.UnitOf(best.Settings.Parameters);
        var random = new Random(StableSeed.Of(seed, "step", turn));
        for (var i = 0; i < centre.Length; i++)
        {
            centre[i] = Math.Clamp(centre[i] + (length * ((2 * random.NextDouble()) - 1)), 0, 1 - 1e-9);
        }

        return arm.Space.At(centre);
    }
}
