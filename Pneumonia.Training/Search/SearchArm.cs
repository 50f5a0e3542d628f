using System.Collections.Immutable;

namespace Pneumonia.Training.Search;

/// <summary>One engine as the tuner sees it.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="Space">What may be chosen.</param>
/// <param name="RelativeCost">How dear a trial is; 1 is a linear head on ready features.</param>
/// <param name="Rungs">Shares of the full training at which a trial may be judged, ascending, the last one 1.</param>
public sealed record SearchArm(
    string Engine, SearchSpace Space, Func<TrialSettings, double> RelativeCost, ImmutableArray<double> Rungs);
