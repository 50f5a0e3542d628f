using System.Collections.Immutable;

namespace Pneumonia.Training.LabelAudit;

/// <summary>The labels of the training and calibration images, the most suspect first. A suspicion is no verdict: someone who can read radiographs should look.</summary>
/// <param name="Ranking">Every label, the most suspect first; one an image, or one an image and class for multi-label.</param>
/// <param name="LikelyWrong">How many lie off the diagonal of the confident joint.</param>
/// <param name="EstimatedErrors">How many labels are wrong by the calibrated confident joint; an estimate.</param>
public sealed record LabelAuditReport(ImmutableArray<LabelSuspect> Ranking, int LikelyWrong, double EstimatedErrors)
{
    /// <summary>The report of no labels.</summary>
    public static LabelAuditReport Empty { get; } = new([], 0, 0);
}
