namespace Pneumonia.Training.Engines;

/// <summary>No engine that was asked for can run here; the message says why and what to do.</summary>
public sealed class EngineUnavailableException(string message) : Exception(message);
