namespace Pneumonia.Serving.Contracts;

/// <summary>How the service is.</summary>
/// <param name="Status">live, ready, degraded or stopping.</param>
/// <param name="Problem">What is wrong, or null.</param>
internal sealed record HealthResponse(string Status, string? Problem);
