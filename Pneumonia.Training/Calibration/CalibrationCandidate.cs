namespace Pneumonia.Training.Calibration;

/// <summary>A method that was considered.</summary>
/// <param name="Method">Which one.</param>
/// <param name="LogLoss">Cross-validated log-loss in nats; NaN where it wasn't tried.</param>
/// <param name="Excess">By how much that is above the best method's.</param>
/// <param name="StandardError">Of the excess, patients counted as the independent units.</param>
/// <param name="Note">Why it was or wasn't taken.</param>
public sealed record CalibrationCandidate(CalibrationMethod Method, double LogLoss, double Excess, double StandardError, string Note);
