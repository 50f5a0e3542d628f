namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>What a model is worth under one shift of one strength. For multi-label the means over the labels, without intervals.</summary>
/// <param name="Level">The strength; null for the images as they are.</param>
/// <param name="Auc">Area under the ROC curve; NaN where one class is missing.</param>
/// <param name="Recall">At the model's own threshold, with its Wilson interval.</param>
/// <param name="Specificity">At the model's own threshold, with its Wilson interval.</param>
/// <param name="Refused">Share of the images that the typicality gate would not answer; they are in the other figures all the same.</param>
public sealed record StressPoint(double? Level, Estimate Auc, Estimate Recall, Estimate Specificity, Estimate Refused);
