namespace Pneumonia.Model;

/// <summary>What <see cref="DriftReport"/> comes to.</summary>
public enum DriftState
{
    /// <summary>The model file has no reference: it is older, or too few images were held out.</summary>
    NoReference,

    /// <summary>Too few images were answered to say anything.</summary>
    TooFew,

    /// <summary>The images are like those of the calibration, as far as can be told.</summary>
    Stable,

    /// <summary>They differ more than by chance: look into it.</summary>
    Moderate,

    /// <summary>They differ so much that the model's promises may not hold.</summary>
    Drifted,
}
