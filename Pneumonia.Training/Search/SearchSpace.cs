using System.Collections.Immutable;

namespace Pneumonia.Training.Search;

/// <summary>What an engine lets the search choose, by parameter name.</summary>
/// <param name="Parameters">The ranges, by name.</param>
/// <param name="Default">The engine's best-known setting: its first trial.</param>
public sealed record SearchSpace(ImmutableSortedDictionary<string, ParameterRange> Parameters, TrialParameters Default)
{
    /// <summary>A point of the space from a point of the unit cube, one coordinate a parameter in the order of their names.</summary>
    /// <param name="unit">Coordinates in [0, 1).</param>
    public TrialParameters At(ReadOnlySpan<double> unit)
    {
        var point = Default;
        var i = 0;
        foreach (var (name, range) in Parameters) point = point.With(name, range.At(unit[i++]));
        return point;
    }

    /// <summary>The inverse of <see cref="At"/>, up to rounding.</summary>
    public double[] UnitOf(TrialParameters parameters) => [.. Parameters.Select(p => p.Value.UnitOf(parameters[p.Key]))];
}
