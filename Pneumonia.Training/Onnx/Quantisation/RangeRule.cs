namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>How a range is drawn around the values that an activation was seen to take.</summary>
internal enum RangeRule
{
    /// <summary>From the least to the greatest.</summary>
    MinMax,

    /// <summary>Without the outermost 0.005% on either side: rarer values are clipped, all others get finer levels.</summary>
    Percentile,
}
