using MathNet.Numerics.Distributions;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>
/// By how much images of the same patients are worth less than as many independent ones (Kish 1965): 1 + (m̄ − 1)·ρ, with
/// m̄ = Σm²/Σm images a patient as an image sees it, and ρ the intra-patient correlation by one-way analysis of variance (Donner
/// 1986). ρ is the larger of two: that of the scores' normal ranks, which doesn't hang on the few misses, and that of being among
/// the lowest 1 − rate, which sees patients who are missed with all of their images.
/// </summary>
internal static class DesignEffect
{
    /// <summary>With fewer patients of several images than this ρ isn't estimated: it is taken for 1.</summary>
    public const int PatientsNeeded = 20;

    /// <param name="scores">Scores of the cases, any order.</param>
    /// <param name="patients">Indices into the scores, by patient.</param>
    /// <param name="rate">The rate to promise.</param>
    /// <returns>1 or more, and at most the largest number of images a patient has.</returns>
    public static double Of(float[] scores, int[][] patients, double rate)
    {
        var perImage = patients.Sum(rows => (double)rows.Length * rows.Length) / scores.Length;
        if (perImage == 1)
            return 1;
        if (patients.Count(rows => rows.Length > 1) < PatientsNeeded)
            return perImage;

        var ranks = DeLongComponents.Midranks(scores);
        var normal = Array.ConvertAll(ranks, rank => Normal.InvCDF(0, 1, rank / (scores.Length + 1)));
        var lowest = Array.ConvertAll(ranks, rank => rank <= scores.Length * (1 - rate) ? 1.0 : 0.0);
        // Without a single low score that part knows nothing; where scores don't vary at all, nothing is known: 1.
        var correlation = Math.Max(Correlation(normal, patients) ?? 1, Correlation(lowest, patients) ?? 0);
        return 1 + (perImage - 1) * correlation;
    }

    private static double? Correlation(double[] values, int[][] patients)
    {
        double n = values.Length, k = patients.Length, mean = values.Average(), between = 0, within = 0;
        foreach (var rows in patients)
        {
            var own = rows.Average(row => values[row]);
            between += rows.Length * (own - mean) * (own - mean);
            within += rows.Sum(row => (values[row] - own) * (values[row] - own));
        }
        if (between + within == 0)
            return null;
        between /= k - 1;
        within /= n - k;
        var size = (n - patients.Sum(rows => (double)rows.Length * rows.Length) / n) / (k - 1);
        return Math.Clamp((between - within) / (between + (size - 1) * within), 0, 1);
    }
}
