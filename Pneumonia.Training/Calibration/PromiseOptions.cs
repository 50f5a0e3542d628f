namespace Pneumonia.Training.Calibration;

/// <summary>What is promised, and how surely.</summary>
public sealed record PromiseOptions
{
    /// <summary>The options used where none are given.</summary>
    public static PromiseOptions Default { get; } = new();

    /// <value>The rate to hold, recall or specificity; strictly between 0 and 1. Default 0.98.</value>
    public double Target { get; init; } = 0.98;

    /// <value>How surely, one-sided: at most 1 − confidence of all calibration sets give a threshold that breaks the promise. Strictly between 0 and 1. Default 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <value>What is done about patients with several images. Default <see cref="ClusterRule.OneImageAPatient"/>.</value>
    public ClusterRule Clusters { get; init; } = ClusterRule.OneImageAPatient;

    /// <value>Draws the image that is kept of a patient. Default 1. To try seeds until the threshold pleases breaks the promise.</value>
    public int Seed { get; init; } = 1;

    /// <exception cref="ArgumentException">Names every option that is out of its range.</exception>
    internal PromiseOptions Validated()
    {
        var faults = new List<string>();
        if (!(Target > 0 && Target < 1))
            faults.Add($"{nameof(Target)} must lie strictly between 0 and 1, but is {Target}.");
        if (!(Confidence > 0 && Confidence < 1))
            faults.Add($"{nameof(Confidence)} must lie strictly between 0 and 1, but is {Confidence}.");
        if (!Enum.IsDefined(Clusters))
            faults.Add($"{nameof(Clusters)} must be one of {string.Join(", ", Enum.GetNames<ClusterRule>())}, but is {Clusters}.");
        return faults.Count == 0 ? this : throw new ArgumentException(string.Join(" ", faults));
    }
}
