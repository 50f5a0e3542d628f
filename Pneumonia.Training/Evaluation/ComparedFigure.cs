namespace Pneumonia.Training.Evaluation;

/// <summary>One figure of two models.</summary>
/// <param name="Name">Which figure, such as "auc" or "right decisions".</param>
/// <param name="Result">Both values and the test of their difference.</param>
public sealed record ComparedFigure(string Name, PairedComparison Result);
