using System.Globalization;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Calibration;

/// <summary>Deals patients to folds: a patient's images stay together, and each class is spread evenly.</summary>
internal static class PatientFolds
{
    /// <summary>A fold for each image, or null where some class has fewer than two patients.</summary>
    public static int[]? Deal(ReadOnlySpan<int> labels, IReadOnlyList<string>? patients, int most, int seed)
    {
        var y = labels.ToArray();
        // A patient counts for the highest class among their images: in a binary task, positive if any image is.
        var strata = PatientGroups.Of(patients, y.Length)
            .GroupBy(rows => rows.Max(row => y[row]))
            .OrderBy(stratum => stratum.Key)
            .ToArray();
        var folds = strata.Length < 2 ? 0 : Math.Min(most, strata.Min(stratum => stratum.Count()));
        if (folds < 2)
            return null;

        var dealt = new int[y.Length];
        var next = 0;
        foreach (var stratum in strata)
            foreach (var rows in stratum.OrderBy(rows => StableSeed.Key(seed, Name(patients, rows[0]))).ThenBy(rows => rows[0]))
            {
                foreach (var row in rows)
                    dealt[row] = next % folds;
                next++;
            }
        return dealt;
    }

    public static string Name(IReadOnlyList<string>? patients, int row)
        => patients?[row] ?? row.ToString(CultureInfo.InvariantCulture);
}
