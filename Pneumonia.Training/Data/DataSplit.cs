namespace Pneumonia.Training.Data;

/// <summary>The part of the data set that its author put an image into.</summary>
public enum DataSplit
{
    /// <summary>The author named no part; the planner decides.</summary>
    Unassigned,

    /// <summary>For training.</summary>
    Train,

    /// <summary>For choices and calibration.</summary>
    Validation,

    /// <summary>For the last measurement alone.</summary>
    Test,
}
