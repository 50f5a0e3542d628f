using System.Collections.Immutable;

namespace Pneumonia.Training.Screening.Rules;

/// <summary>What a rule found, before a policy says what becomes of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsWarning">Whether it matters.</param>
/// <param name="Rows">The images it is about.</param>
/// <param name="Problem">The rule and the value found.</param>
internal sealed record Suspicion(ScreeningKind Kind, bool IsWarning, ImmutableArray<int> Rows, string Problem)
{
    /// <value>What leaving out would leave out; empty where that does not help.</value>
    public ImmutableArray<int> Excludes { get; init; } = [];

    /// <value>Whether they are left out whatever the policy.</value>
    public bool IsUnusable { get; init; }

    /// <value>What is done where nothing is left out; null for nothing.</value>
    public string? Otherwise { get; init; }
}
