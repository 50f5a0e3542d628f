namespace Pneumonia.Training.Data;

/// <summary>What to do with a patient whose images lie in more than one official split.</summary>
public enum SharedPatientPolicy
{
    /// <summary>Leave the splits as their author made them, and warn with counts and names.</summary>
    Report,

    /// <summary>Move all images of such a patient to one side: train before validation before test.</summary>
    MoveToTrain,

    /// <summary>Refuse the data.</summary>
    Fail,
}
