namespace Pneumonia.Training.Engines.FrozenFeatures;

/// <summary>The hyperparameters of a linear head.</summary>
/// <param name="L2">Weight of the squared norm of the weights on standardised features, ≥ 0.</param>
/// <param name="ClassBalance">From 0 (every image counts the same) to 1 (every class counts the same), inclusive.</param>
internal sealed record HeadOptions(double L2, double ClassBalance);
