namespace Pneumonia.Training.Evaluation;

/// <summary>How probabilities are cut into bins.</summary>
public enum Binning
{
    /// <summary>B bins of width 1/B: bin i holds [i/B, (i+1)/B), and the last one 1 as well.</summary>
    EqualWidth,

    /// <summary>B bins of about N/B images each. Equal probabilities are never cut, so that there may be fewer bins.</summary>
    EqualMass,
}
