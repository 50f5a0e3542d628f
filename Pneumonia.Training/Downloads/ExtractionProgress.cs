namespace Pneumonia.Training.Downloads;

/// <summary>How far an extraction is.</summary>
/// <param name="Files">Files done.</param>
/// <param name="TotalFiles">Files wanted.</param>
public readonly record struct ExtractionProgress(int Files, int TotalFiles);
