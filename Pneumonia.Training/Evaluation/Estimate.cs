namespace Pneumonia.Training.Evaluation;

/// <summary>A figure and how sure it is.</summary>
/// <param name="Value">The figure on the data at hand; NaN where the data can't tell.</param>
/// <param name="Interval">By formula, images counted as independent; null for figures without one.</param>
/// <param name="PatientInterval">By <see cref="PatientBootstrap"/>; null where the bootstrap is switched off.</param>
public sealed record Estimate(double Value, Interval? Interval = null, Interval? PatientInterval = null)
{
    /// <summary>
    /// The interval to show where there is room for one: by patients, unless no resample differed from another (8 of 8 found), which
    /// would look like certainty; then by formula.
    /// </summary>
    internal Interval? Shown => PatientInterval is { } patients && (patients.Lower < patients.Upper || Interval is null) ? patients : Interval;
}
