namespace Pneumonia.Training.Features;

/// <summary>An image that could not be read, and why.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Problem">The rule and the value found, in words.</param>
public sealed record UnreadableImage(string Path, string Problem);
