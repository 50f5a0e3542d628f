namespace Pneumonia.Training.Evaluation;

/// <summary>One label of several.</summary>
/// <param name="Name">The label.</param>
/// <param name="Evaluation">Its probability against whether the image carries it.</param>
public sealed record LabelEvaluation(string Name, BinaryEvaluation Evaluation);
