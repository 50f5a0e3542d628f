namespace Pneumonia.Training.Calibration;

/// <summary>A threshold, and what can be promised of the recall behind it.</summary>
public sealed record PromiseResult
{
    /// <value>Probabilities at or above it are called positive. In [0, 1], halfway between two calibration scores.</value>
    public required float Threshold { get; init; }

    /// <value>The recall asked for.</value>
    public required double TargetRecall { get; init; }

    /// <value>How surely, one-sided.</value>
    public required double Confidence { get; init; }

    /// <value>Whether recall is at least the target with that confidence. If false, the threshold only met it on these very images.</value>
    public required bool Certified { get; init; }

    /// <value>Certified: a lower bound of the true recall, at least the target and as sure as the promise. Else: the Clopper–Pearson bound at the misses found, a description and no promise; 0 without positives.</value>
    public required double LowerBound { get; init; }

    /// <value>Share of all positive images at or above the threshold; NaN without any.</value>
    public required double EmpiricalRecall { get; init; }

    /// <value>Positive images.</value>
    public required int Positives { get; init; }

    /// <value>Patients with a positive image.</value>
    public required int Patients { get; init; }

    /// <value>Positives counted as independent: one a patient, or images divided by the design effect, rounded down.</value>
    public required int PositivesUsed { get; init; }

    /// <value>Of those, below the threshold (scaled and rounded up where there is a design effect).</value>
    public required int Misses { get; init; }

    /// <value>Of those, how many may be below the threshold; −1 where there are too few positives for even none.</value>
    public required int AllowedMisses { get; init; }

    /// <value>How many positives would do if none were missed: patients under <see cref="ClusterRule.OneImageAPatient"/>, images under <see cref="ClusterRule.DesignEffect"/>.</value>
    public required int PositivesNeeded { get; init; }

    /// <value>How patients with several images were dealt with.</value>
    public required ClusterRule Method { get; init; }

    /// <value>What the images' number was divided by; 1 under <see cref="ClusterRule.OneImageAPatient"/>.</value>
    public required double DesignEffect { get; init; }

    /// <value>Distance from the threshold to the nearest calibration score; where it is not far above 10⁻⁶, another runtime's rounding may flip that image. NaN without images.</value>
    public required float Margin { get; init; }

    /// <value>The same in a sentence or two, for reports.</value>
    public required string Explanation { get; init; }
}
