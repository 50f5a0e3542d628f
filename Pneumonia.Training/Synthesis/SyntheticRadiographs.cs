namespace Pneumonia.Training.Synthesis;

/// <summary>
/// Draws chest radiographs of children that never lived, with and without pneumonia, so that everything can be tried without data: they look
/// the part, and a classifier has to look at the lungs to tell them apart. What is learnt from them holds for them alone.
/// </summary>
public static class SyntheticRadiographs
{
    private const int SmallestSize = 32;
    private const int LargestSize = 4096;

    /// <summary>Draws one radiograph. Pure: equal cases give equal pixels, on every platform.</summary>
    /// <exception cref="ArgumentException">Size, difficulty, confounder or finding is out of its range; all that are get named.</exception>
    public static SyntheticRadiograph Draw(SyntheticCase @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var faults = new OptionFaults();
        faults.Check(@case.Size is >= SmallestSize and <= LargestSize, nameof(SyntheticCase.Size), "lie in 32…4096", @case.Size);
        faults.Check(@case.Difficulty is >= 0 and <= 1, nameof(SyntheticCase.Difficulty), "lie in 0…1", @case.Difficulty);
        faults.Check(@case.Confounder is >= 0 and <= 1, nameof(SyntheticCase.Confounder), "lie in 0…1", @case.Confounder);
        faults.Check(Enum.IsDefined(@case.Finding), nameof(SyntheticCase.Finding), "be a named value", (int)@case.Finding);
        faults.ThrowIfAny("The synthetic case is invalid:", nameof(@case));
        return new RadiographRenderer(@case).Draw();
    }

    /// <summary>
    /// Writes <c>{train,test}/{NORMAL,PNEUMONIA}/*.png</c>, <c>labels.csv</c> (path, label, patient, split, finding) and a notice into the
    /// folder, and the true masks into <c><paramref name="folder"/>-masks</c>. The set appears at once when complete. Where the same set is there
    /// already it is kept; another set of this tool is replaced.
    /// </summary>
    /// <param name="folder">Folder of the set: new, empty, or written by this method before.</param>
    /// <param name="options">Which set; <see cref="SyntheticOptions.Default"/> where null.</param>
    /// <param name="progress">Hears about images, from several threads; may be null.</param>
    /// <param name="cancellationToken">Stops the drawing; the folder then stays as it was or is gone, never half full.</param>
    /// <exception cref="ArgumentException">An option is out of its range; all are named.</exception>
    /// <exception cref="SyntheticSetException">The folder holds something else.</exception>
    /// <exception cref="IOException">A file can't be written.</exception>
    public static Task<SyntheticSet> WriteAsync(
        string folder, SyntheticOptions? options = null, IProgress<SyntheticProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= SyntheticOptions.Default;
        ThrowIfInvalid(options);
        return new SyntheticWriter(folder, options).WriteAsync(progress, cancellationToken);
    }

    private static void ThrowIfInvalid(SyntheticOptions options)
    {
        var faults = new OptionFaults();
        faults.Check(options.Patients is >= 4 and <= 100_000, nameof(options.Patients), "lie in 4…100000", options.Patients);
        faults.Check(options.ImagesPerPatient is >= 1 and <= 3, nameof(options.ImagesPerPatient), "lie in 1…3", options.ImagesPerPatient);
        faults.Check(options.PneumoniaFraction is > 0 and < 1, nameof(options.PneumoniaFraction), "lie above 0 and below 1", options.PneumoniaFraction);
        faults.Check(options.DiffuseFraction is >= 0 and <= 1, nameof(options.DiffuseFraction), "lie in 0…1", options.DiffuseFraction);
        faults.Check(options.TestShare is >= 0 and < 1, nameof(options.TestShare), "lie in 0 up to but not including 1", options.TestShare);
        faults.Check(options.Size is >= SmallestSize and <= LargestSize, nameof(options.Size), "lie in 32…4096", options.Size);
        faults.Check(options.Difficulty is >= 0 and <= 1, nameof(options.Difficulty), "lie in 0…1", options.Difficulty);
        faults.Check(options.Confounder is >= 0 and <= 1, nameof(options.Confounder), "lie in 0…1", options.Confounder);
        faults.ThrowIfAny("The synthetic set's options are invalid:", nameof(options));
    }
}
