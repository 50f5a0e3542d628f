namespace Pneumonia.Training.Data.Splitting;

/// <summary>The rows of one patient, and how many of them are of each stratum.</summary>
internal sealed record PatientRows(string Patient, List<int> Rows, int[] Counts);

/// <summary>Samples grouped by patient and counted by stratum, in the order in which they are to be dealt.</summary>
/// <remarks>
/// Strata: one a class, then "no label at all" (multi-label only), then every image, which keeps the folds of equal size.
/// </remarks>
internal sealed class PatientTable
{
    public PatientTable(IReadOnlyList<ImageSample> samples, int seed)
    {
        int classes = 0;
        foreach (ImageSample sample in samples)
            classes = Math.Max(classes, sample.Labels.IsEmpty ? 0 : sample.Labels.Max() + 1);
        Strata = classes + 2;

        var groups = new Dictionary<string, PatientRows>(StringComparer.Ordinal);
        for (int row = 0; row < samples.Count; row++)
        {
            ImageSample sample = samples[row];
            if (!groups.TryGetValue(sample.Patient, out PatientRows? group))
                groups[sample.Patient] = group = new(sample.Patient, [], new int[Strata]);
            group.Rows.Add(row);
            foreach (int label in sample.Labels)
                group.Counts[label]++;
            if (sample.Labels.IsEmpty)
                group.Counts[classes]++;
            group.Counts[classes + 1]++;
        }

        Totals = new int[Strata];
        PatientsOf = new int[Strata];
        foreach (PatientRows group in groups.Values)
        {
            for (int s = 0; s < Strata; s++)
            {
                Totals[s] += group.Counts[s];
                PatientsOf[s] += group.Counts[s] > 0 ? 1 : 0;
            }
        }

        ClassesPresent = [.. Enumerable.Range(0, classes).Where(c => Totals[c] > 0)];
        Patients =
        [
            .. groups.Values
                .OrderByDescending(LargestShare)
                .ThenBy(g => StableSeed.Key(seed, g.Patient))
                .ThenBy(g => g.Patient, StringComparer.Ordinal),
        ];
    }

    public int Strata { get; }

    /// <summary>Images of each stratum.</summary>
    public int[] Totals { get; }

    /// <summary>Patients with at least one image of each stratum.</summary>
    public int[] PatientsOf { get; }

    /// <summary>Classes with at least one image.</summary>
    public int[] ClassesPresent { get; }

    /// <summary>Hardest to place first.</summary>
    public PatientRows[] Patients { get; }

    /// <summary>The largest part of any stratum that a patient holds: many images, or the few of a rare class.</summary>
    private double LargestShare(PatientRows group)
    {
        double largest = 0;
        for (int s = 0; s < Strata; s++)
        {
            if (group.Counts[s] > 0)
                largest = Math.Max(largest, (double)group.Counts[s] / Totals[s]);
        }

        return largest;
    }
}
