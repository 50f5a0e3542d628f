namespace Pneumonia.Training.Evaluation;

/// <summary>One point of a receiver operating characteristic.</summary>
/// <param name="FalsePositiveRate">1 − specificity, in [0, 1].</param>
/// <param name="Recall">True positive rate, in [0, 1].</param>
/// <param name="Threshold">Scores at or above it are called positive; +∞ at the first point, (0, 0).</param>
public readonly record struct RocPoint(double FalsePositiveRate, double Recall, double Threshold);
