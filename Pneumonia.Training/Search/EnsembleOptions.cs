namespace Pneumonia.Training.Search;

/// <summary>When several networks are packaged as one.</summary>
public sealed record EnsembleOptions
{
    /// <value>Most members, the best trial included and repetitions counted, at least 1; 1 switches ensembles off. Default 5.</value>
    public int MaxMembers { get; init; } = 5;

    /// <value>Least gain of the metric that a member must bring whatever it costs, at least 0. Default 0.0002.</value>
    public double MinGain { get; init; } = 0.0002;

    /// <value>Least gain of the metric for every doubling of the best network's own multiplications, at least 0. Default 0.002.</value>
    public double MinGainPerCost { get; init; } = 0.002;

    internal IEnumerable<string> Faults()
    {
        if (MaxMembers is < 1 or > 32) yield return $"The ensemble's members (--ensemble) must lie in 1…32; they are {MaxMembers}.";
        if (!(MinGain >= 0)) yield return $"The ensemble's least gain must be at least 0; it is {MinGain}.";
        if (!(MinGainPerCost >= 0)) yield return $"The ensemble's least gain per cost must be at least 0; it is {MinGainPerCost}.";
    }
}
