namespace Pneumonia.Training.Features;

/// <summary>An image without its label: all that feature extraction may see.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hex.</param>
public sealed record ImageFile(string Path, string Sha256);
