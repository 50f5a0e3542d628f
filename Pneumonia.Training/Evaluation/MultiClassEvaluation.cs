using System.Collections.Immutable;

namespace Pneumonia.Training.Evaluation;

/// <summary>Everything measured of K probabilities against one class out of K.</summary>
public sealed record MultiClassEvaluation
{
    /// <value>Number of images.</value>
    public required int Count { get; init; }

    /// <value>Number of patients; the number of images where patients aren't known.</value>
    public required int Patients { get; init; }

    /// <value>Which class was taken for which.</value>
    public required ClassConfusion Confusion { get; init; }

    /// <value>Right decisions among all.</value>
    public required Estimate Accuracy { get; init; }

    /// <value>Mean recall of the classes that occur (balanced accuracy); no interval by formula.</value>
    public required Estimate MacroRecall { get; init; }

    /// <value>Mean F1 of the classes that occur or were decided for.</value>
    public required double MacroF1 { get; init; }

    /// <value>Mean one-versus-rest area of the classes that can be told from the rest.</value>
    public required double MacroAuc { get; init; }

    /// <value>Brier score over all classes, in [0, 2].</value>
    public required double Brier { get; init; }

    /// <value>Log-loss in nats.</value>
    public required double LogLoss { get; init; }

    /// <value>Expected calibration error of the top label, in [0, 1].</value>
    public double ExpectedCalibrationError => Reliability.ExpectedCalibrationError;

    /// <value>Probability of the top label against how often it was right.</value>
    public required ReliabilityCurve Reliability { get; init; }

    /// <value>Each class against the rest, in the order of the columns.</value>
    public required ImmutableArray<ClassEvaluation> Classes { get; init; }
}
