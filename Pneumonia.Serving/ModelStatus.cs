namespace Pneumonia.Serving;

/// <summary>Which model answers, and whether a newer file was refused.</summary>
/// <param name="Graph">SHA-256 of the graph that answers, lower-case hex: thresholds and calibration are part of it.</param>
/// <param name="Generation">1 for the model the service started with, one more for every swap.</param>
/// <param name="LoadedAt">When this model began to answer (UTC).</param>
/// <param name="RefusedFile">Why the file that lies there now was refused, or null. The model before it goes on answering.</param>
/// <param name="RefusedAt">When it was refused (UTC), or null.</param>
public sealed record ModelStatus(string Graph, int Generation, DateTimeOffset LoadedAt, string? RefusedFile, DateTimeOffset? RefusedAt);
