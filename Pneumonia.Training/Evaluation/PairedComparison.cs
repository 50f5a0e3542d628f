namespace Pneumonia.Training.Evaluation;

/// <summary>Two models on the same images.</summary>
/// <param name="A">The first model's figure.</param>
/// <param name="B">The second model's figure.</param>
/// <param name="Difference">A − B.</param>
/// <param name="Interval">Interval of the difference.</param>
/// <param name="Statistic">The test's statistic; which one depends on the test.</param>
/// <param name="PValue">Two-sided: how often models that are alike would differ at least so much. In [0, 1], or NaN.</param>
/// <param name="Test">Which test was used.</param>
public sealed record PairedComparison(
    double A, double B, double Difference, Interval Interval, double Statistic, double PValue, ComparisonTest Test);
