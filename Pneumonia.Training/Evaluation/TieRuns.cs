namespace Pneumonia.Training.Evaluation;

/// <summary>
/// Scores sorted once, from the highest down, equal scores gathered in a run. Every ranking statistic is a single walk over the
/// runs, and a bootstrap replicate only counts its rows into them: no second sort.
/// </summary>
internal sealed class TieRuns
{
    private readonly int[] runOfRow;
    private readonly int[] labels;

    public TieRuns(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        this.labels = labels.ToArray();
        var rows = new int[scores.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        var sorted = scores.ToArray();
        Array.Sort(sorted, rows);

        var distinct = new List<float>();
        runOfRow = new int[rows.Length];
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            if (distinct.Count == 0 || sorted[i] != distinct[^1])
                distinct.Add(sorted[i]);
            runOfRow[rows[i]] = distinct.Count - 1;
        }
        Scores = [.. distinct];
        All = new RunCounts(Scores.Length);
        for (var row = 0; row < rows.Length; row++)
            All.Add(runOfRow[row], labels[row]);
    }

    /// <value>The distinct scores, descending.</value>
    public float[] Scores { get; }

    /// <value>The counts of all rows.</value>
    public RunCounts All { get; }

    /// <summary>How many runs are called positive at a threshold: those at or above it.</summary>
    public int CalledAt(float threshold)
    {
        int called = 0, beyond = Scores.Length;
        while (called < beyond)
        {
            var middle = (called + beyond) / 2;
            if (Scores[middle] >= threshold)
                called = middle + 1;
            else
                beyond = middle;
        }
        return called;
    }

    /// <summary>Counts a resample (rows may repeat) into a buffer that is cleared first.</summary>
    public void Count(ReadOnlySpan<int> rows, RunCounts counts)
    {
        counts.Clear();
        foreach (var row in rows)
            counts.Add(runOfRow[row], labels[row]);
    }
}
