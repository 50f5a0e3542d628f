using System.Collections.Immutable;

namespace Pneumonia.Model.Manifest;

/// <summary>
/// Calibration as numbers, for a model whose graph doesn't hold it. Exactly one of the two ways is there: slopes (with intercepts), or curves.
/// </summary>
/// <param name="Slopes">What each logit is multiplied by, one an output; of several classes all equal (1 / temperature). Empty where there are curves.</param>
/// <param name="Intercepts">What is added then, one an output; all 0 for several classes. Empty where there are curves.</param>
/// <param name="Curves">Straight lines from logit to probability, one an output; empty where there are slopes.</param>
public sealed record CalibrationMap(ImmutableArray<double> Slopes, ImmutableArray<double> Intercepts, ImmutableArray<CalibrationCurve> Curves);

/// <summary>A line from logits to probabilities that never falls: straight between its knots, level before the first and after the last.</summary>
/// <param name="Logits">The knots' logits, strictly ascending; at least one.</param>
/// <param name="Probabilities">As many, in [0, 1], never falling.</param>
public sealed record CalibrationCurve(ImmutableArray<double> Logits, ImmutableArray<double> Probabilities);
