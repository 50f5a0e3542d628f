namespace Pneumonia.Benchmarks.Measuring;

/// <summary>What one turn of one contender gave.</summary>
/// <param name="Rate">Per second of wall time.</param>
/// <param name="PerProcessorSecond">Per second of this process's processor time: what a loaded machine does not change much.</param>
internal sealed record Figures(double Rate, double PerProcessorSecond = double.NaN)
{
    /// <value>Largest resident memory of a process of its own.</value>
    public double PeakMiB { get; init; } = double.NaN;

    public double ClientMilliseconds { get; init; } = double.NaN;

    public double P50 { get; init; } = double.NaN;

    public double P99 { get; init; } = double.NaN;
}
