namespace Pneumonia.Training.Packaging;

/// <summary>A model file that was read back does not answer as it must. A fault of this library or of the runtime, never of the data.</summary>
public sealed class ArtifactMismatchException(string message) : Exception(message);
