using Pneumonia.Training.Data;

namespace Pneumonia.Training.LabelAudit;

/// <summary>A label and what the other images say of it.</summary>
/// <param name="Sample">The image.</param>
/// <param name="Given">The label it carries; for multi-label a class, or "not" and the class.</param>
/// <param name="Suggested">The label the model would rather give it.</param>
/// <param name="GivenProbability">Out-of-fold probability of the given label, 0 … 1.</param>
/// <param name="Margin">That probability less the greatest of another label, −1 … 1; the lower, the more suspect.</param>
/// <param name="IsLikelyWrong">Whether it lies off the diagonal of the confident joint: sure enough of another label, by that label's own standard.</param>
public sealed record LabelSuspect(ImageSample Sample, string Given, string Suggested, double GivenProbability, double Margin, bool IsLikelyWrong);
