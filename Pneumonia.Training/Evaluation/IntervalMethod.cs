namespace Pneumonia.Training.Evaluation;

/// <summary>How an interval was made.</summary>
public enum IntervalMethod
{
    /// <summary>Wilson's score interval for a rate (1927): close to its confidence on average.</summary>
    Wilson,

    /// <summary>Clopper and Pearson's exact interval for a rate (1934): never below its confidence.</summary>
    ClopperPearson,

    /// <summary>DeLong's variance for an area under the ROC curve (1988), symmetric and cut to [0, 1].</summary>
    DeLong,

    /// <summary>DeLong's variance on the logit scale: within (0, 1) and better near 1.</summary>
    DeLongLogit,

    /// <summary>For an area of exactly 0 or 1, where DeLong's variance is zero: Clopper–Pearson on disjoint positive–negative pairs.</summary>
    DisjointPairs,

    /// <summary>Percentiles over resampled patients, each with all of their images.</summary>
    PatientBootstrap,

    /// <summary>Agresti and Min's adjusted Wald interval for a difference of paired rates (2005).</summary>
    AgrestiMin,
}
