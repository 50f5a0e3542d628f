using System.Collections.Immutable;

namespace Pneumonia.Training.Onnx;

/// <summary>How logits z become probabilities. Fitted elsewhere; here only numbers.</summary>
internal abstract record CalibrationParameters
{
    private CalibrationParameters()
    {
    }

    /// <summary>sigmoid(z), or softmax(z) for multi-class.</summary>
    internal sealed record None : CalibrationParameters;

    /// <summary>sigmoid(a·z + b), label by label (Platt 1999). Not for multi-class.</summary>
    /// <param name="Slopes">a: K values.</param>
    /// <param name="Offsets">b: K values.</param>
    internal sealed record Platt(ImmutableArray<float> Slopes, ImmutableArray<float> Offsets) : CalibrationParameters;

    /// <summary>sigmoid(z/T), or softmax(z/T) for multi-class (Guo et al. 2017).</summary>
    /// <param name="Value">T, above zero.</param>
    internal sealed record Temperature(float Value) : CalibrationParameters;

    /// <summary>Straight lines between knots, flat beyond the ends, label by label. Not for multi-class.</summary>
    /// <param name="Curves">K curves.</param>
    internal sealed record Isotonic(ImmutableArray<IsotonicCurve> Curves) : CalibrationParameters;
}

/// <summary>A rising line from logits to probabilities.</summary>
/// <param name="X">Logits, strictly ascending; at least one.</param>
/// <param name="Y">Probabilities in [0, 1], never falling; as many.</param>
internal sealed record IsotonicCurve(ImmutableArray<float> X, ImmutableArray<float> Y);
