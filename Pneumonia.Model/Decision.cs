namespace Pneumonia.Model;

/// <summary>What the classifier says about one image.</summary>
public enum Decision
{
    /// <summary>The image could not be read; <see cref="Prediction.Problem"/> says why.</summary>
    Unreadable,

    /// <summary>The image is too unlike the training radiographs for its probability to mean anything.</summary>
    NotAChestXray,

    /// <summary>Below the threshold: no finding.</summary>
    Negative,

    /// <summary>Between the two bars: a radiologist should look.</summary>
    Refer,

    /// <summary>At or above the threshold: pneumonia, or any finding of a multi-class or multi-label model.</summary>
    Positive,
}
