using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>Everything measured of one probability against one yes/no truth.</summary>
public sealed record BinaryEvaluation
{
    /// <value>Number of images.</value>
    public required int Count { get; init; }

    /// <value>Images that are positive.</value>
    public required int Positives { get; init; }

    /// <value>Number of patients; the number of images where patients aren't known.</value>
    public required int Patients { get; init; }

    /// <value>At the first threshold given, the one that decides.</value>
    public OperatingPoint OperatingPoint => OperatingPoints[0];

    /// <value>At every threshold given, in that order; at least one.</value>
    public required ImmutableArray<OperatingPoint> OperatingPoints { get; init; }

    /// <value>Area under the ROC curve.</value>
    public required Estimate Auc { get; init; }

    /// <value>Average precision; no interval by formula. Depends on prevalence.</value>
    public required Estimate AveragePrecision { get; init; }

    /// <value>Brier score, in [0, 1]; smaller is better.</value>
    public required double Brier { get; init; }

    /// <value>Log-loss in nats; smaller is better.</value>
    public required double LogLoss { get; init; }

    /// <value>Expected calibration error, in [0, 1]; smaller is better.</value>
    public double ExpectedCalibrationError => Reliability.ExpectedCalibrationError;

    /// <value>Predicted against observed.</value>
    public required ReliabilityCurve Reliability { get; init; }

    /// <value>ROC curve, thinned to the options' number of points; empty where one class is missing.</value>
    public required ImmutableArray<RocPoint> Roc { get; init; }

    /// <value>Precision–recall curve, thinned to the options' number of points; empty without positives.</value>
    public required ImmutableArray<PrecisionRecallPoint> PrecisionRecall { get; init; }
}
