namespace Pneumonia.Training.Evaluation;

/// <summary>Where a true value lies, as far as the data can tell. Both ends are inclusive.</summary>
/// <param name="Lower">Lower end; NaN where the data can't tell.</param>
/// <param name="Upper">Upper end; NaN where the data can't tell.</param>
/// <param name="Confidence">How often intervals made this way hold the true value, strictly between 0 and 1.</param>
/// <param name="Method">How it was made.</param>
public sealed record Interval(double Lower, double Upper, double Confidence, IntervalMethod Method)
{
    /// <summary>Whether a value lies within, ends included.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
