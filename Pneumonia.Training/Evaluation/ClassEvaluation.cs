namespace Pneumonia.Training.Evaluation;

/// <summary>One of K classes against the rest.</summary>
/// <param name="Name">The class.</param>
/// <param name="Count">Images of it.</param>
/// <param name="Confusion">Decisions for it against all others.</param>
/// <param name="Auc">Area of its probability, one versus rest.</param>
/// <param name="Recall">Its images that were taken for it.</param>
/// <param name="Precision">Images taken for it that were of it.</param>
public sealed record ClassEvaluation(
    string Name, int Count, BinaryConfusion Confusion, Estimate Auc, Estimate Recall, Estimate Precision);
