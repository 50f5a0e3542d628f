namespace Pneumonia.Benchmarks.Endurance;

/// <summary>Whether a figure grows: the median of the slopes between all pairs of samples (Theil 1950, Sen 1968), which a few outliers can't turn.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Level">Median of the samples.</param>
/// <param name="Change">Slope times the length of the run, as a share of the level.</param>
internal sealed record Trend(string Name, double Level, double Change)
{
    /// <summary>Largest share of its level by which a flat figure may seem to grow or shrink over the run, inclusive.</summary>
    public const double Allowed = 0.05;

    public bool IsFlat => Math.Abs(Change) <= Allowed;

    /// <param name="name">What is measured.</param>
    /// <param name="samples">Times and values; two or more at different times.</param>
    public static Trend Of(string name, IReadOnlyList<(double At, double Value)> samples)
    {
        var slopes = new List<double>();
        for (var i = 0; i < samples.Count; i++)
        {
            for (var j = i + 1; j < samples.Count; j++)
            {
                if (samples[j].At > samples[i].At) slopes.Add((samples[j].Value - samples[i].Value) / (samples[j].At - samples[i].At));
            }
        }

        if (slopes.Count == 0) return new Trend(name, double.NaN, double.NaN);
        var level = Median(samples.Select(static s => s.Value));
        var change = Median(slopes) * (samples[^1].At - samples[0].At);
        return new Trend(name, level, change == 0 ? 0 : change / level);
    }

    public override string ToString() => FormattableString.Invariant($"{Name,-16} median {Level,8:0.0}  over the run {100 * Change,6:+0.0;-0.0;0.0}%  {(IsFlat ? "flat" : "NOT FLAT")}");

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
