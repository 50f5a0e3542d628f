namespace Pneumonia.Training.Torch;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean loss over its steps, of the weights as they then were.</param>
/// <param name="ValidationLoss">Loss of the averaged weights on the held-out rows; NaN without any.</param>
/// <param name="ValidationAuc">Mean area under the ROC curve over the outputs on the held-out rows; NaN without any, or where one class is missing.</param>
public sealed record EpochFigures(int Epoch, double Loss, double ValidationLoss, double ValidationAuc);
