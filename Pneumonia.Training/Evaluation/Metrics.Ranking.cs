namespace Pneumonia.Training.Evaluation;

public static partial class Metrics
{
    /// <summary>Area under the ROC curve, exact in O(n log n): the chance that a positive outscores a negative, ties counting half.</summary>
    /// <param name="scores">[N], any scale: only their order counts.</param>
    /// <param name="labels">[N], 0 or 1.</param>
    /// <returns>In [0, 1]; NaN where one class is missing.</returns>
    public static double RocAuc(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels) => Runs(scores, labels).All.RocAuc();

    /// <summary>Macro mean of each class's one-versus-rest area. Classes without images are left out of the mean.</summary>
    /// <param name="scores">[N, K].</param>
    /// <param name="labels">[N], each in 0…K−1.</param>
    /// <returns>In [0, 1]; NaN where no class can be told from the rest.</returns>
    public static double RocAuc(ScoreMatrix scores, ReadOnlySpan<int> labels) => MeanOfKnown(RocAucPerClass(scores, labels));

    /// <summary>Each class's one-versus-rest area.</summary>
    /// <returns>K values; NaN for a class that no image or every image belongs to.</returns>
    public static double[] RocAucPerClass(ScoreMatrix scores, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Check.SameLength(labels.Length, scores.Rows, nameof(labels));
        Check.Labels(labels, scores.Classes, nameof(labels));

        var areas = new double[scores.Classes];
        for (var k = 0; k < areas.Length; k++)
            areas[k] = RocAuc(scores.Column(k), Columns.OneVersusRest(labels, k));
        return areas;
    }

    /// <summary>Each label's own area, for images that may carry any number of labels; their macro mean is <see cref="MeanOfKnown"/>.</summary>
    /// <param name="scores">[N, K].</param>
    /// <param name="labels">[N, K] row-major, 0 or 1.</param>
    /// <returns>K values; NaN for a label that no image or every image carries.</returns>
    public static double[] RocAucPerLabel(ScoreMatrix scores, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Check.SameLength(labels.Length, scores.Values.Length, nameof(labels));

        var areas = new double[scores.Classes];
        for (var k = 0; k < areas.Length; k++)
            areas[k] = RocAuc(scores.Column(k), Columns.Of(labels, k, scores.Classes));
        return areas;
    }

    /// <summary>Average precision Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct scores, without interpolation (scikit-learn's definition).</summary>
    /// <returns>In [0, 1]; NaN without positives.</returns>
    public static double AveragePrecision(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels) => Runs(scores, labels).All.AveragePrecision();

    /// <summary>The mean of the values that are known; NaN where none is.</summary>
    public static double MeanOfKnown(IEnumerable<double> values)
        => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>
    /// The ROC curve from (0, 0) to (1, 1), a point for each distinct score, without the points that lie on a straight line
    /// between their neighbours. Empty where one class is missing.
    /// </summary>
    public static IReadOnlyList<RocPoint> RocCurve(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        var runs = Runs(scores, labels);
        var counts = runs.All;
        if (counts.TotalPositives == 0 || counts.TotalNegatives == 0)
            return [];

        var points = new List<RocPoint> { new(0, 0, double.PositiveInfinity) };
        long hits = 0, alarms = 0;
        for (var run = 0; run < runs.Scores.Length; run++)
        {
            hits += counts.Positives[run];
            alarms += counts.Negatives[run];
            var last = run == runs.Scores.Length - 1;
            // Slopes are compared as cross products: exact in integers.
            if (last || (long)counts.Positives[run] * counts.Negatives[run + 1] != (long)counts.Positives[run + 1] * counts.Negatives[run])
                points.Add(new((double)alarms / counts.TotalNegatives, (double)hits / counts.TotalPositives, runs.Scores[run]));
        }
        return points;
    }

    /// <summary>The precision–recall curve by rising recall, a point for each distinct score. Empty without positives.</summary>
    public static IReadOnlyList<PrecisionRecallPoint> PrecisionRecallCurve(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        var runs = Runs(scores, labels);
        var counts = runs.All;
        if (counts.TotalPositives == 0)
            return [];

        var points = new List<PrecisionRecallPoint>(runs.Scores.Length);
        double hits = 0, called = 0;
        for (var run = 0; run < runs.Scores.Length; run++)
        {
            hits += counts.Positives[run];
            called += counts.Positives[run] + counts.Negatives[run];
            points.Add(new(hits / counts.TotalPositives, hits / called, runs.Scores[run]));
        }
        return points;
    }

    private static TieRuns Runs(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        Check.Binary(scores, labels);
        return new TieRuns(scores, labels);
    }
}
