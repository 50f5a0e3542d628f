namespace Pneumonia.Training.Evaluation;

/// <summary>How an evaluation is made.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The options used where none are given.</summary>
    public static EvaluationOptions Default { get; } = new();

    /// <value>Two-sided confidence of all intervals, strictly between 0 and 1. Default 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <value>Interval of rates: <see cref="IntervalMethod.Wilson"/> (default) or <see cref="IntervalMethod.ClopperPearson"/>.</value>
    public IntervalMethod RateInterval { get; init; } = IntervalMethod.Wilson;

    /// <value>Interval of areas: <see cref="IntervalMethod.DeLong"/> (default) or <see cref="IntervalMethod.DeLongLogit"/>.</value>
    public IntervalMethod AucInterval { get; init; } = IntervalMethod.DeLong;

    /// <value>Bins of the reliability curve and of the calibration error, 1 or more. Default 15.</value>
    public int Bins { get; init; } = 15;

    /// <value>How those bins are cut. Default <see cref="Evaluation.Binning.EqualWidth"/>.</value>
    public Binning Binning { get; init; } = Binning.EqualWidth;

    /// <value>Resamples of the patient bootstrap, 2 or more, or 0 to leave it out. Default 1000.</value>
    public int BootstrapReplicates { get; init; } = 1000;

    /// <value>Seed of the bootstrap. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>Most points kept of each curve, 2 or more; the ends always stay. Default 512.</value>
    public int CurvePoints { get; init; } = 512;

    /// <summary>Checks all of it at once.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of its range.</exception>
    internal EvaluationOptions Validated()
    {
        var faults = new List<string>();
        if (!(Confidence > 0 && Confidence < 1))
            faults.Add($"{nameof(Confidence)} must lie strictly between 0 and 1, but is {Confidence}.");
        if (RateInterval is not (IntervalMethod.Wilson or IntervalMethod.ClopperPearson))
            faults.Add($"{nameof(RateInterval)} must be Wilson or ClopperPearson, but is {RateInterval}.");
        if (AucInterval is not (IntervalMethod.DeLong or IntervalMethod.DeLongLogit))
            faults.Add($"{nameof(AucInterval)} must be DeLong or DeLongLogit, but is {AucInterval}.");
        if (Bins < 1)
            faults.Add($"{nameof(Bins)} must be 1 or more, but is {Bins}.");
        if (BootstrapReplicates is < 0 or 1)
            faults.Add($"{nameof(BootstrapReplicates)} must be 0, or 2 or more, but is {BootstrapReplicates}.");
        if (CurvePoints < 2)
            faults.Add($"{nameof(CurvePoints)} must be 2 or more, but is {CurvePoints}.");
        return faults.Count == 0 ? this : throw new ArgumentException(string.Join(" ", faults));
    }
}
