using MathNet.Numerics.Distributions;

namespace Pneumonia.Training.Evaluation;

/// <summary>Intervals and bounds for a rate: k successes of n independent trials. Without trials nothing is known: [0, 1].</summary>
public static class Proportions
{
    /// <summary>Wilson's score interval: the rates that a two-sided score test doesn't reject (Wilson 1927; Brown, Cai and DasGupta 2001).</summary>
    /// <param name="successes">k, in 0…n.</param>
    /// <param name="trials">n, 0 or more.</param>
    /// <param name="confidence">Two-sided, strictly between 0 and 1.</param>
    public static Interval Wilson(int successes, int trials, double confidence = 0.95)
    {
        CheckCounts(successes, trials, confidence);
        if (trials == 0)
            return new Interval(0, 1, confidence, IntervalMethod.Wilson);

        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var rate = (double)successes / trials;
        var shrink = 1 + z * z / trials;
        var centre = (rate + z * z / (2.0 * trials)) / shrink;
        var half = z / shrink * Math.Sqrt(rate * (1 - rate) / trials + z * z / (4.0 * trials * trials));
        // The ends at 0 and n successes are exactly 0 and 1; rounding must not say otherwise.
        return new Interval(
            successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half, confidence, IntervalMethod.Wilson);
    }

    /// <summary>Clopper and Pearson's exact two-sided interval: both one-sided bounds at half the error.</summary>
    /// <param name="successes">k, in 0…n.</param>
    /// <param name="trials">n, 0 or more.</param>
    /// <param name="confidence">Two-sided, strictly between 0 and 1.</param>
    public static Interval ClopperPearson(int successes, int trials, double confidence = 0.95)
    {
        CheckCounts(successes, trials, confidence);
        var oneSided = (1 + confidence) / 2;
        return new Interval(
            LowerBound(successes, trials, oneSided), UpperBound(successes, trials, oneSided), confidence, IntervalMethod.ClopperPearson);
    }

    /// <summary>Clopper and Pearson's exact one-sided lower bound: the rate at which k or more successes have probability 1 − confidence.</summary>
    /// <param name="successes">k, in 0…n.</param>
    /// <param name="trials">n, 0 or more.</param>
    /// <param name="confidence">One-sided, strictly between 0 and 1.</param>
    /// <returns>In [0, 1); 0 at no successes.</returns>
    public static double LowerBound(int successes, int trials, double confidence = 0.95)
    {
        CheckCounts(successes, trials, confidence);
        if (successes == 0)
            return 0;
        return successes == trials
            ? Math.Pow(1 - confidence, 1.0 / trials)
            : Beta.InvCDF(successes, trials - successes + 1, 1 - confidence);
    }

    /// <summary>The mirror of <see cref="LowerBound"/>: the rate at which k or fewer successes have probability 1 − confidence.</summary>
    /// <returns>In (0, 1]; 1 at n successes.</returns>
    public static double UpperBound(int successes, int trials, double confidence = 0.95)
    {
        CheckCounts(successes, trials, confidence);
        return 1 - LowerBound(trials - successes, trials, confidence);
    }

    private static void CheckCounts(int successes, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        Check.OpenUnit(confidence, nameof(confidence));
    }
}
