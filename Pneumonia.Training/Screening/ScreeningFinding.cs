namespace Pneumonia.Training.Screening;

/// <summary>Something that is wrong with one image.</summary>
/// <param name="Name">The image's name in the data set.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record ScreeningFinding(string Name, string Problem);
