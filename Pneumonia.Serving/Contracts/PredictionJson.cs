using Pneumonia.Model;

namespace Pneumonia.Serving.Contracts;

/// <summary>The answer for one image; the words are those of <c>pneumonia predict --json</c>.</summary>
/// <param name="Index">Place in the request, from 0.</param>
/// <param name="Name">What the sender called it, or null.</param>
/// <param name="Decision">pneumonia, normal, refer, not-a-chest-xray or unreadable.</param>
/// <param name="Label">The predicted class; several findings are joined by <c>|</c>; null when unreadable.</param>
/// <param name="Probability">Calibrated probability of a finding, 0…1; null when unreadable.</param>
/// <param name="Scores">Every class with its probability.</param>
/// <param name="Typicality">Distance to the training images; about 1 is usual, larger is stranger; null when unreadable.</param>
/// <param name="Problem">Why it could not be read or should not be trusted, or null.</param>
/// <param name="Warnings">What a reader should know: that a negative was inverted or an image set upright, say.</param>
internal sealed record PredictionJson(
    int Index, string? Name, string Decision, string? Label, float? Probability, IReadOnlyDictionary<string, float> Scores, float? Typicality, string? Problem,
    IReadOnlyList<string> Warnings)
{
    public static PredictionJson Of(int index, string? name, Prediction p) => new(
        index, name, p.Decision.ToWord(), p.Label, Finite(p.Probability), p.Scores.ToDictionary(static s => s.Label, static s => s.Probability), Finite(p.Typicality), p.Problem,
        p.Warnings);

    private static float? Finite(float value) => float.IsFinite(value) ? value : null;
}
