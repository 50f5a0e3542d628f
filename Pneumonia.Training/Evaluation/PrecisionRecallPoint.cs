namespace Pneumonia.Training.Evaluation;

/// <summary>One point of a precision–recall curve.</summary>
/// <param name="Recall">In [0, 1].</param>
/// <param name="Precision">In [0, 1].</param>
/// <param name="Threshold">Scores at or above it are called positive.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, double Threshold);
