using System.Text.Json;

namespace Pneumonia.Serving.Contracts;

/// <summary>What a caller should know before it relies on an answer.</summary>
/// <param name="Disclaimer">What this is not.</param>
/// <param name="Status">Which model answers, and whether a newer file was refused.</param>
/// <param name="Drift">How the latest images compare with the calibration images.</param>
/// <param name="Limits">What may be sent.</param>
/// <param name="Manifest">Everything the model says of itself.</param>
internal sealed record InfoResponse(string Disclaimer, ModelStatus Status, DriftJson Drift, LimitsJson Limits, JsonElement Manifest);

/// <summary>What may be sent; every bound is inclusive.</summary>
/// <param name="RequestBytes">Bytes of a request.</param>
/// <param name="ImagesPerRequest">Images of a request.</param>
/// <param name="QueuedImages">Images inside the service at once.</param>
/// <param name="ImageBytes">Bytes of an image.</param>
/// <param name="ImagePixels">Width × height of an image.</param>
internal sealed record LimitsJson(long RequestBytes, int ImagesPerRequest, int QueuedImages, long ImageBytes, long ImagePixels);
