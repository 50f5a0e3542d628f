namespace Pneumonia.Training.Synthesis;

/// <summary>How far the drawing of a synthetic set is.</summary>
/// <param name="Images">Images written.</param>
/// <param name="Total">Images of the set.</param>
public readonly record struct SyntheticProgress(int Images, int Total);
