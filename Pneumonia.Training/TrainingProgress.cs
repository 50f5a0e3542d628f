namespace Pneumonia.Training;

/// <summary>The stages of a training run, in their order.</summary>
public enum TrainingStage
{
    /// <summary>The folder or CSV is read.</summary>
    Reading,

    /// <summary>Images are hashed and checked.</summary>
    Screening,

    /// <summary>Features are extracted, or images decoded for training.</summary>
    Preparing,

    /// <summary>Trials run.</summary>
    Searching,

    /// <summary>The winner is trained on all training rows.</summary>
    Fitting,

    /// <summary>Logits become probabilities, and the threshold is chosen.</summary>
    Calibrating,

    /// <summary>The test images are looked at, once.</summary>
    Evaluating,

    /// <summary>The model file is written, read back and compared.</summary>
    Packaging,

    /// <summary>The written model is tried on shifted images, and the report is written.</summary>
    Reporting,
}

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or 0 where that is not known.</param>
/// <param name="Detail">What is being done, in a few words; the same words for as long as it is the same thing.</param>
/// <param name="Live">How it goes, such as speed and time left: other words at each report; null where there is nothing to say.</param>
public sealed record TrainingProgress(TrainingStage Stage, int Done, int Total, string? Detail = null, string? Live = null);
