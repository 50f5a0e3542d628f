using MathNet.Numerics.Distributions;

namespace Pneumonia.Training.Evaluation;

/// <summary>Whether two models differ in how many of the same images they get right (McNemar 1947). Images count as independent.</summary>
public static class McNemar
{
    /// <summary>Below this many images on which exactly one model is right, the test is exact; from it on, χ² with continuity correction.</summary>
    public const int ExactBelow = 25;

    /// <summary>Compares the accuracies of two models.</summary>
    /// <param name="rightA">[N], whether the first model is right.</param>
    /// <param name="rightB">[N], whether the second model is right, same images.</param>
    /// <param name="confidence">Of the difference's interval, strictly between 0 and 1.</param>
    public static PairedComparison Compare(ReadOnlySpan<bool> rightA, ReadOnlySpan<bool> rightB, double confidence = 0.95)
    {
        Check.SameLength(rightB.Length, rightA.Length, nameof(rightB));
        Check.OpenUnit(confidence, nameof(confidence));
        int both = 0, onlyA = 0, onlyB = 0;
        for (var i = 0; i < rightA.Length; i++)
        {
            both += rightA[i] && rightB[i] ? 1 : 0;
            onlyA += rightA[i] && !rightB[i] ? 1 : 0;
            onlyB += rightB[i] && !rightA[i] ? 1 : 0;
        }

        var (test, statistic, p) = Test(onlyA, onlyB);
        double n = rightA.Length;
        return new PairedComparison(
            (both + onlyA) / n, (both + onlyB) / n, (onlyA - onlyB) / n, Difference(onlyA, onlyB, n, confidence), statistic, p, test);
    }

    private static (ComparisonTest Test, double Statistic, double PValue) Test(int onlyA, int onlyB)
    {
        var discordant = onlyA + onlyB;
        if (discordant == 0)
            return (ComparisonTest.McNemarExact, 0, 1);

        // If the models are alike, each of these images fell to either by the toss of a coin.
        var fewer = Math.Min(onlyA, onlyB);
        if (discordant < ExactBelow)
            return (ComparisonTest.McNemarExact, fewer, Math.Min(1, 2 * Binomial.CDF(0.5, discordant, fewer)));

        var distance = Math.Max(0, Math.Abs(onlyA - onlyB) - 1);
        var chiSquared = (double)distance * distance / discordant;
        return (ComparisonTest.McNemarChiSquared, chiSquared, 1 - ChiSquared.CDF(1, chiSquared));
    }

    /// <summary>Agresti and Min, Statistics in Medicine 24 (2005): a Wald interval after adding half an image to each of the four cells.</summary>
    private static Interval Difference(int onlyA, int onlyB, double n, double confidence)
    {
        double a = onlyA + 0.5, b = onlyB + 0.5, total = n + 2;
        var centre = (a - b) / total;
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * Math.Sqrt(a + b - (a - b) * (a - b) / total) / total;
        return new Interval(Math.Max(-1, centre - reach), Math.Min(1, centre + reach), confidence, IntervalMethod.AgrestiMin);
    }
}
