namespace Pneumonia.Model;

/// <summary>One class with its calibrated probability.</summary>
/// <param name="Label">The class name as the manifest spells it.</param>
/// <param name="Probability">Calibrated probability in [0, 1].</param>
/// <param name="Predicted">Whether the decision rule chose this class.</param>
public readonly record struct LabelScore(string Label, float Probability, bool Predicted);
