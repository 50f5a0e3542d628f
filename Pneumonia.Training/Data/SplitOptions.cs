namespace Pneumonia.Training.Data;

/// <summary>How a data set is cut into training, calibration and test rows.</summary>
public sealed record SplitOptions
{
    /// <value>
    /// Share of all images held out for the last measurement, in [0, 0.5]. Ignored where there is an official test part. Default 0.15.
    /// </value>
    public double TestFraction { get; init; } = 0.15;

    /// <value>
    /// Share of the training images held out for calibration, in [0, 0.5]; 0 holds out none, and out-of-fold scores must serve. Ignored
    /// where there is an official validation part. Default 0.15.
    /// </value>
    public double CalibrationFraction { get; init; } = 0.15;

    /// <value>Folds over the training rows, at least 2. Default 5.</value>
    public int Folds { get; init; } = 5;

    /// <value>What every random choice comes from. Default 1.</value>
    public int Seed { get; init; } = 1;

    internal IEnumerable<string> Faults()
    {
        if (TestFraction is not (>= 0 and <= 0.5))
            yield return $"{nameof(TestFraction)} must be in [0, 0.5], not {TestFraction}.";
        if (CalibrationFraction is not (>= 0 and <= 0.5))
            yield return $"{nameof(CalibrationFraction)} must be in [0, 0.5], not {CalibrationFraction}.";
        if (Folds < 2)
            yield return $"{nameof(Folds)} must be at least 2, not {Folds}.";
    }

    internal void Validate()
    {
        string[] faults = [.. Faults()];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join(' ', faults));
    }
}
