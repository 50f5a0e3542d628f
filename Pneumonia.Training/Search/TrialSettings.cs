namespace Pneumonia.Training.Search;

/// <summary>What a trial tries.</summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Parameters">Its hyperparameters.</param>
/// <param name="Fidelity">Share of the full training in (0, 1]; engines whose trials can't be paused know only 1.</param>
public sealed record TrialSettings(string Engine, TrialParameters Parameters, double Fidelity = 1)
{
    /// <value>What the journal calls it: equal settings have equal names.</value>
    public string Key => FormattableString.Invariant($"{Engine} {Parameters} fidelity={Fidelity:G4}");
}
