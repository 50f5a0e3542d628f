namespace Pneumonia.Training.Evaluation;

/// <summary>Positives and negatives in each run of equal scores.</summary>
internal sealed class RunCounts(int runs)
{
    public int[] Positives { get; } = new int[runs];

    public int[] Negatives { get; } = new int[runs];

    public int TotalPositives { get; private set; }

    public int TotalNegatives { get; private set; }

    public void Clear()
    {
        Array.Clear(Positives);
        Array.Clear(Negatives);
        TotalPositives = TotalNegatives = 0;
    }

    public void Add(int run, int label)
    {
        Positives[run] += label;
        Negatives[run] += 1 - label;
        TotalPositives += label;
        TotalNegatives += 1 - label;
    }

    /// <summary>Mann–Whitney: the share of positive–negative pairs in the right order, ties counting half.</summary>
    public double RocAuc()
    {
        double ordered = 0, above = 0;
        for (var run = 0; run < Positives.Length; run++)
        {
            ordered += Negatives[run] * (above + Positives[run] / 2.0);
            above += Positives[run];
        }
        return TotalPositives == 0 || TotalNegatives == 0 ? double.NaN : ordered / ((double)TotalPositives * TotalNegatives);
    }

    /// <summary>Step-wise: each run's precision weighted by the recall it adds.</summary>
    public double AveragePrecision()
    {
        double sum = 0, hits = 0, called = 0;
        for (var run = 0; run < Positives.Length; run++)
        {
            hits += Positives[run];
            called += Positives[run] + Negatives[run];
            if (Positives[run] > 0)
                sum += Positives[run] * hits / called;
        }
        return TotalPositives == 0 ? double.NaN : sum / TotalPositives;
    }

    /// <summary>The table where the first <paramref name="runs"/> runs are called positive.</summary>
    public BinaryConfusion Confusion(int runs)
    {
        int hits = 0, alarms = 0;
        for (var run = 0; run < runs; run++)
        {
            hits += Positives[run];
            alarms += Negatives[run];
        }
        return new BinaryConfusion(hits, alarms, TotalNegatives - alarms, TotalPositives - hits);
    }
}
