using Microsoft.ML.Data;

namespace Pneumonia.Model;

/// <summary>One answer on ML.NET's road.</summary>
public sealed class ModelOutput
{
    /// <value>The predicted class after thresholds; for multi-label the label furthest above its threshold.</value>
    [ColumnName("PredictedLabel")]
    public string PredictedLabel { get; set; } = "";

    /// <value>Calibrated probability of each class, in the manifest's order; a binary model gives [1 − p, p].</value>
    [ColumnName("Score")]
    public float[] Score { get; set; } = [];

    /// <value>Distance to the training images' features; about 1 is usual, larger is stranger.</value>
    [ColumnName("Typicality")]
    public float Typicality { get; set; }
}
