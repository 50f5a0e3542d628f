namespace Pneumonia.Serving.Contracts;

/// <summary>One answer an image, in the order in which they were sent.</summary>
/// <param name="Predictions">The answers.</param>
/// <param name="Disclaimer">What this is not.</param>
internal sealed record PredictResponse(IReadOnlyList<PredictionJson> Predictions, string Disclaimer)
{
    public const string Words = "A research and engineering tool, not a medical device.";
}
