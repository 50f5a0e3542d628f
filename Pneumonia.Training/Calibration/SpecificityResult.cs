namespace Pneumonia.Training.Calibration;

/// <summary>A threshold, and what can be promised of the specificity behind it. The mirror of <see cref="PromiseResult"/>.</summary>
public sealed record SpecificityResult
{
    /// <value>Probabilities at or above it are called positive. In [0, 1], or just above 1 where nothing may be called so.</value>
    public required float Threshold { get; init; }

    /// <value>The specificity asked for.</value>
    public required double TargetSpecificity { get; init; }

    /// <value>How surely, one-sided.</value>
    public required double Confidence { get; init; }

    /// <value>Whether specificity is at least the target with that confidence.</value>
    public required bool Certified { get; init; }

    /// <value>Certified: a lower bound of the true specificity, at least the target. Else a description and no promise.</value>
    public required double LowerBound { get; init; }

    /// <value>Share of all negative images below the threshold; NaN without any.</value>
    public required double EmpiricalSpecificity { get; init; }

    /// <value>Negative images.</value>
    public required int Negatives { get; init; }

    /// <value>Patients with a negative image.</value>
    public required int Patients { get; init; }

    /// <value>Negatives counted as independent.</value>
    public required int NegativesUsed { get; init; }

    /// <value>Of those, how many may be at or above the threshold; −1 where there are too few negatives for even none.</value>
    public required int AllowedFalseAlarms { get; init; }

    /// <value>How many negatives would do if none were called positive: patients or images, as they are counted.</value>
    public required int NegativesNeeded { get; init; }

    /// <value>How patients with several images were dealt with.</value>
    public required ClusterRule Method { get; init; }

    /// <value>The same in a sentence or two, for reports.</value>
    public required string Explanation { get; init; }
}
