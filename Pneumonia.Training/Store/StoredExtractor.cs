namespace Pneumonia.Training.Store;

/// <summary>What a store holds of one backbone, or of the appearance at one size.</summary>
/// <param name="Key">Hash, pixel recipe and whatever else would change a vector.</param>
/// <param name="Width">Length of a vector.</param>
/// <param name="Vectors">How many sound ones there are.</param>
public sealed record StoredExtractor(string Key, long Width, long Vectors);
