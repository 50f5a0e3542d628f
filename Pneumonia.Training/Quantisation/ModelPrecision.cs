namespace Pneumonia.Training.Quantisation;

/// <summary>In how many bits a model's networks are stored and computed. Heads, calibration, decision and typicality are always 32-bit floats.</summary>
public enum ModelPrecision
{
    /// <summary>float32: as they were trained.</summary>
    Full,

    /// <summary>float16: weights are stored in 16 bits and computed with in 32: half the file, nearly the same answers, the same speed.</summary>
    Half,

    /// <summary>int8: weights in 8 bits, one scale a channel, and activations in 8 bits, their ranges measured on training images: a quarter of the file, faster on processors that multiply bytes.</summary>
    EightBit,
}

internal static class ModelPrecisionWords
{
    /// <summary>As manifests and command lines call it.</summary>
    public static string Word(this ModelPrecision precision) => precision switch
    {
        ModelPrecision.Full => "float32",
        ModelPrecision.Half => "float16",
        _ => "int8",
    };
}
