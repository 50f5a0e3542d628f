namespace Pneumonia.Training.Torch;

/// <summary>Which rows make up an epoch.</summary>
public enum RowSampling
{
    /// <summary>Each row once, in a new order.</summary>
    Shuffled,

    /// <summary>As many draws as there are rows, each class equally likely; multi-label tasks are shuffled.</summary>
    Balanced,
}
