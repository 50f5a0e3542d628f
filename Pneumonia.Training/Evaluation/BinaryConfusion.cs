namespace Pneumonia.Training.Evaluation;

/// <summary>The four counts of a yes/no decision, and the rates that follow from them. A rate whose denominator is zero is NaN: it is not known.</summary>
/// <param name="TruePositives">Positive and called positive.</param>
/// <param name="FalsePositives">Negative and called positive.</param>
/// <param name="TrueNegatives">Negative and called negative.</param>
/// <param name="FalseNegatives">Positive and called negative: the missed.</param>
public sealed record BinaryConfusion(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <value>All images.</value>
    public int Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <value>Images that are positive.</value>
    public int Positives => TruePositives + FalseNegatives;

    /// <value>Images that are negative.</value>
    public int Negatives => TrueNegatives + FalsePositives;

    /// <value>Right decisions among all, in [0, 1]; NaN without images.</value>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, Count);

    /// <value>Sensitivity, TP / (TP + FN), in [0, 1]; NaN without positives.</value>
    public double Recall => Ratio(TruePositives, Positives);

    /// <value>TN / (TN + FP), in [0, 1]; NaN without negatives.</value>
    public double Specificity => Ratio(TrueNegatives, Negatives);

    /// <value>Positive predictive value, TP / (TP + FP), in [0, 1]; NaN where nothing is called positive. Depends on prevalence.</value>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <value>TN / (TN + FN), in [0, 1]; NaN where nothing is called negative. Depends on prevalence.</value>
    public double NegativePredictiveValue => Ratio(TrueNegatives, TrueNegatives + FalseNegatives);

    /// <value>Mean of recall and specificity, in [0, 1]; NaN where one class is missing.</value>
    public double BalancedAccuracy => (Recall + Specificity) / 2;

    /// <value>Harmonic mean of precision and recall; see <see cref="FBeta"/>.</value>
    public double F1 => FBeta(1);

    /// <value>As <see cref="F1"/>, recall weighing twice as much as precision; see <see cref="FBeta"/>.</value>
    public double F2 => FBeta(2);

    /// <value>Matthews correlation coefficient, in [−1, 1]; NaN where a row or column of the table is empty.</value>
    public double Mcc
    {
        get
        {
            var margins = (double)Positives * Negatives * (TruePositives + FalsePositives) * (TrueNegatives + FalseNegatives);
            var numerator = (double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives;
            return margins == 0 ? double.NaN : numerator / Math.Sqrt(margins);
        }
    }

    /// <summary>F-measure (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP), in [0, 1]; NaN only where nothing is positive nor called so.</summary>
    /// <param name="beta">How many times recall weighs as much as precision; above 0.</param>
    public double FBeta(double beta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        var hits = (1 + beta * beta) * TruePositives;
        return Ratio(hits, hits + beta * beta * FalseNegatives + FalsePositives);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
