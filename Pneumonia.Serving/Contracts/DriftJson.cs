using Pneumonia.Model;

namespace Pneumonia.Serving.Contracts;

/// <summary>How the latest images compare with those the model was calibrated on.</summary>
/// <param name="State">no-reference, too-few, stable, moderate or drifted.</param>
/// <param name="Images">Images in the window.</param>
/// <param name="PsiTypicality">Population stability index of their typicality, or null.</param>
/// <param name="PsiScore">Population stability index of their probabilities, or null.</param>
internal sealed record DriftJson(string State, int Images, double? PsiTypicality, double? PsiScore)
{
    public static DriftJson Of(DriftReport drift) => new(Word(drift.State), drift.Count, drift.PsiTypicality, drift.PsiScore);

    private static string Word(DriftState state) => state switch
    {
        DriftState.NoReference => "no-reference",
        DriftState.TooFew => "too-few",
        DriftState.Stable => "stable",
        DriftState.Moderate => "moderate",
        _ => "drifted",
    };
}
