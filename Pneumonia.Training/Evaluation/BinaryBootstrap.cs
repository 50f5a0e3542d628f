namespace Pneumonia.Training.Evaluation;

/// <summary>All of a binary evaluation's patient intervals from one set of resamples.</summary>
internal sealed class BinaryBootstrap
{
    private const int FiguresOfRanking = 2;
    private const int FiguresOfPoint = 9;
    private readonly Interval[] intervals;

    private BinaryBootstrap(Interval[] intervals) => this.intervals = intervals;

    public Interval? Auc => intervals.Length == 0 ? null : intervals[0];

    public Interval? AveragePrecision => intervals.Length == 0 ? null : intervals[1];

    /// <summary>Of one operating point, in the order in which <see cref="Measure"/> writes them; nulls where there was no bootstrap.</summary>
    public Interval?[] At(int point) => intervals.Length == 0
        ? new Interval?[FiguresOfPoint]
        : intervals[(FiguresOfRanking + point * FiguresOfPoint)..][..FiguresOfPoint];

    public static BinaryBootstrap Run(
        TieRuns runs,
        IReadOnlyList<float> thresholds,
        IReadOnlyList<string>? patients,
        int rows,
        EvaluationOptions options,
        CancellationToken cancellation)
    {
        if (options.BootstrapReplicates == 0)
            return new BinaryBootstrap([]);

        var counts = new RunCounts(runs.Scores.Length);
        var called = thresholds.Select(runs.CalledAt).ToArray();
        return new BinaryBootstrap(PatientBootstrap.Intervals(
            rows,
            patients,
            FiguresOfRanking + called.Length * FiguresOfPoint,
            (sample, values) =>
            {
                runs.Count(sample, counts);
                values[0] = counts.RocAuc();
                values[1] = counts.AveragePrecision();
                for (var i = 0; i < called.Length; i++)
                    Measure(counts.Confusion(called[i]), values.Slice(FiguresOfRanking + i * FiguresOfPoint, FiguresOfPoint));
            },
            options.Seed,
            options.BootstrapReplicates,
            options.Confidence,
            cancellation));
    }

    private static void Measure(BinaryConfusion confusion, Span<double> values)
    {
        values[0] = confusion.Accuracy;
        values[1] = confusion.Recall;
        values[2] = confusion.Specificity;
        values[3] = confusion.Precision;
        values[4] = confusion.NegativePredictiveValue;
        values[5] = confusion.BalancedAccuracy;
        values[6] = confusion.F1;
        values[7] = confusion.F2;
        values[8] = confusion.Mcc;
    }
}
