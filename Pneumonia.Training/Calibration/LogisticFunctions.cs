namespace Pneumonia.Training.Calibration;

/// <summary>Logistic functions that neither overflow nor lose small values.</summary>
internal static class LogisticFunctions
{
    public static double Sigmoid(double x)
    {
        // Each branch takes the exponential of a negative number only.
        if (x >= 0)
            return 1 / (1 + Math.Exp(-x));
        var e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary>ln(1 + eˣ).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));

    public static double Logit(double p) => Math.Log(p / (1 - p));

    /// <summary>Softmax of one row of scores times a factor, in double.</summary>
    public static void Softmax(ReadOnlySpan<float> row, double factor, Span<double> probabilities)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in row)
            largest = Math.Max(largest, score * factor);
        double sum = 0;
        for (var k = 0; k < row.Length; k++)
            sum += probabilities[k] = Math.Exp(row[k] * factor - largest);
        for (var k = 0; k < row.Length; k++)
            probabilities[k] /= sum;
    }
}
