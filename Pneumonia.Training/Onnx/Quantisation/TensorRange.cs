namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>The values that an activation takes, zero always among them: padding is zero, and must be exactly so.</summary>
internal readonly record struct TensorRange
{
    private const int Levels = 255;

    internal TensorRange(float least, float most) => (Least, Most) = (Math.Min(0, least), Math.Max(0, most));

    internal float Least { get; }

    internal float Most { get; }

    /// <value>Width of a level; 1 where the tensor is always zero.</value>
    internal float Scale => Most > Least ? (Most - Least) / Levels : 1;

    /// <value>The level that means zero.</value>
    internal byte Zero => (byte)Math.Clamp(Math.Round(-Least / (double)Scale), 0, Levels);
}
