namespace Pneumonia.Training.Evaluation;

/// <summary>What decisions at one threshold are worth.</summary>
public sealed record OperatingPoint
{
    /// <value>Probabilities at or above it are called positive.</value>
    public required float Threshold { get; init; }

    /// <value>The four counts; precision, F-measures and the rest follow from it.</value>
    public required BinaryConfusion Confusion { get; init; }

    /// <value>Right decisions among all.</value>
    public required Estimate Accuracy { get; init; }

    /// <value>Sensitivity: positives that are called so.</value>
    public required Estimate Recall { get; init; }

    /// <value>Negatives that are called so.</value>
    public required Estimate Specificity { get; init; }

    /// <value>Positives among those called so. Depends on prevalence.</value>
    public required Estimate Precision { get; init; }

    /// <value>Negatives among those called so. Depends on prevalence.</value>
    public required Estimate NegativePredictiveValue { get; init; }

    /// <value>Mean of recall and specificity; no interval by formula.</value>
    public required Estimate BalancedAccuracy { get; init; }

    /// <value>Harmonic mean of precision and recall; no interval by formula.</value>
    public required Estimate F1 { get; init; }

    /// <value>As F1, recall weighing twice as much; no interval by formula.</value>
    public required Estimate F2 { get; init; }

    /// <value>Matthews correlation coefficient; no interval by formula.</value>
    public required Estimate Mcc { get; init; }
}
