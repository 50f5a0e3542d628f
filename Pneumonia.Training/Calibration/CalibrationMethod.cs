namespace Pneumonia.Training.Calibration;

/// <summary>How scores become probabilities, from the simplest to the most flexible.</summary>
public enum CalibrationMethod
{
    /// <summary>The scores are taken for logits as they are.</summary>
    None,

    /// <summary>The logits are divided by one number.</summary>
    Temperature,

    /// <summary>A logistic curve with a slope and an intercept.</summary>
    Platt,

    /// <summary>A rising line through a few knots.</summary>
    Isotonic,

    /// <summary>A calibrator of its own for each label.</summary>
    Labelwise,
}
