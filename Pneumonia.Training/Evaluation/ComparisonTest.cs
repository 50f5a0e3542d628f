namespace Pneumonia.Training.Evaluation;

/// <summary>A test of two models on the same images.</summary>
public enum ComparisonTest
{
    /// <summary>DeLong's test of two areas; the statistic is z.</summary>
    DeLong,

    /// <summary>McNemar's test, exact binomial; the statistic is the smaller number of images that one model alone got right.</summary>
    McNemarExact,

    /// <summary>McNemar's test, χ² with continuity correction; the statistic is χ².</summary>
    McNemarChiSquared,
}
