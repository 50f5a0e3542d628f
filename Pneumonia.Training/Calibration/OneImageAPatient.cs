namespace Pneumonia.Training.Calibration;

/// <summary>Keeps one image of each patient, drawn without a look at the scores.</summary>
internal static class OneImageAPatient
{
    /// <param name="patients">Each patient's rows.</param>
    /// <param name="names">Gives a row's patient.</param>
    /// <param name="seed">Another seed draws other images.</param>
    public static int[] Keep(int[][] patients, Func<int, string> names, int seed)
        => Array.ConvertAll(patients, rows => rows.Length == 1 ? rows[0] : rows[(int)(StableSeed.Key(seed, names(rows[0])) % (ulong)rows.Length)]);
}
