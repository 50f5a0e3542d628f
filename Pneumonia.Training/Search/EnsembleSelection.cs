using System.Collections.Immutable;
using System.Numerics.Tensors;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Search;

/// <summary>
/// Greedy forward selection with replacement over out-of-fold logits (Caruana et al. 2004), begun at the best trial. A member stays only
/// if it earns more than its cost: a second head on a network that is in already costs nothing, another network costs its
/// multiplications.
/// </summary>
internal static class EnsembleSelection
{
    private const int Candidates = 16;

    /// <param name="trials">Every trial.</param>
    /// <param name="shapeOf">What a trial would cost.</param>
    /// <param name="scorer">The search metric.</param>
    /// <param name="options">When a member earns its place.</param>
    /// <returns>The chosen trials, the best first; one may be there several times and then weighs more.</returns>
    public static Ensemble Choose(
        IEnumerable<TrialResult> trials, Func<TrialSettings, NetworkShape> shapeOf, ITrialScorer scorer, EnsembleOptions options)
    {
        var ranked = Leaderboard.Ranked(trials).ToList();
        var best = ranked[0];
        var shape = shapeOf(best.Settings);
        var pool = ranked
            .Where(t => t == best || (t.Settings.Fidelity == best.Settings.Fidelity && Joins(shapeOf(t.Settings))))
            .Take(Candidates)
            .ToList();

        var chosen = new List<TrialResult> { best };
        var sum = best.OutOfFoldLogits.ToArray();
        var metric = best.Metric;
        while (chosen.Count < options.MaxMembers)
        {
            var bodies = chosen.Select(c => shapeOf(c.Settings).Body).ToHashSet(StringComparer.Ordinal);
            var offer = pool
                .Select(t => (Trial: t, Metric: scorer.Score(Mean(sum, t, chosen.Count)).Metric, Price: Price(shapeOf(t.Settings))))
                .MaxBy(static o => o.Metric - o.Price);
            // The best trial once more would change nothing: a member must gain something, however little it costs.
            if (!(offer.Metric > metric && offer.Metric - metric >= offer.Price)) break;
            chosen.Add(offer.Trial);
            TensorPrimitives.Add(sum, offer.Trial.OutOfFoldLogits.AsSpan(), sum);
            metric = offer.Metric;

            double Price(NetworkShape s) => options.MinGain + (bodies.Contains(s.Body) ? 0 : options.MinGainPerCost * s.Cost / shape.Cost);
        }

        bool Joins(NetworkShape s) => shape.JoinsOthers && s.JoinsOthers && s.InputSize == shape.InputSize;

        TensorPrimitives.Divide(sum, chosen.Count, sum);
        return new Ensemble([.. chosen], [.. sum], metric);
    }

    private static float[] Mean(float[] sum, TrialResult trial, int members)
    {
        var mean = new float[sum.Length];
        TensorPrimitives.Add(sum, trial.OutOfFoldLogits.AsSpan(), mean);
        TensorPrimitives.Divide(mean, members + 1, mean);
        return mean;
    }
}

/// <summary>Trials whose mean is packaged.</summary>
/// <param name="Members">The best first; a trial may be there several times.</param>
/// <param name="OutOfFoldLogits">The mean of their out-of-fold logits [rows, K].</param>
/// <param name="Metric">The search metric of that mean.</param>
internal sealed record Ensemble(ImmutableArray<TrialResult> Members, ImmutableArray<float> OutOfFoldLogits, double Metric);
