using MathNet.Numerics.Distributions;

namespace Pneumonia.Training.Calibration;

/// <summary>How many misses among n independent cases still certify a rate: the Clopper–Pearson test, solved for the misses.</summary>
internal static class MissBudget
{
    /// <summary>
    /// The largest m with P(Binomial(n, 1 − rate) ≤ m) ≤ 1 − confidence; −1 where even no miss is too many.
    /// It depends on n alone, never on a score: that makes the promise exact.
    /// </summary>
    public static int Allowed(int cases, double rate, double confidence)
    {
        // The tail grows with m, and beyond the mean n(1 − rate) it is about a half or more.
        int allowed = -1, refused = cases;
        while (refused - allowed > 1)
        {
            var middle = (allowed + refused) / 2;
            if (Binomial.CDF(1 - rate, cases, middle) <= 1 - confidence)
                allowed = middle;
            else
                refused = middle;
        }
        return allowed;
    }

    /// <summary>The fewest cases that certify a rate if none is missed: the smallest n with rateⁿ ≤ 1 − confidence (.95 → 59, .98 → 149, .99 → 299 at 95%).</summary>
    public static int CasesNeeded(double rate, double confidence)
    {
        // A hair is taken off so that rounding can't add a case where the quotient is whole.
        var cases = Math.Ceiling(Math.Log(1 - confidence) / Math.Log(rate) - 1e-9);
        return (int)Math.Clamp(cases, 1, int.MaxValue);
    }

    /// <summary>The most misses at which the share of hits is still at or above a rate. Promises nothing.</summary>
    public static int Empirical(int cases, double rate)
    {
        // The product may be off by a rounding error either way; the quotient decides.
        var misses = (int)Math.Floor(cases * (1 - rate) + 1e-6);
        while (misses > 0 && (double)(cases - misses) / cases < rate)
            misses--;
        return misses;
    }
}
