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

    /// <value>
    /// What to act on: <c>pneumonia</c> (any finding), <c>normal</c>, <c>refer</c>, or <c>not-a-chest-xray</c>, beside which label and score mean nothing. Empty
    /// with files of before it was added; <see cref="PneumoniaClassifier"/> decides for those too.
    /// </value>
    [ColumnName("Decision")]
    public string Decision { get; set; } = "";

    /// <value>Distance to the training images' features; about 1 is usual, larger is stranger.</value>
    [ColumnName("Typicality")]
    public float Typicality { get; set; }
}
