namespace Pneumonia.Training.Quantisation;

/// <summary>Whether a finished model is made smaller, and how much it may lose by it. What loses more is not kept.</summary>
public sealed record QuantisationOptions
{
    /// <value>Precision that is tried. Default <see cref="ModelPrecision.Full"/>: the model stays as it is.</value>
    public ModelPrecision Precision { get; init; }

    /// <value>Training images from which ranges of activations are measured, a fifth of them to choose between two rules. Range 10…10,000, default 200.</value>
    public int Images { get; init; } = 200;

    /// <value>The AUC must fall by less than this. Range (0, 1), default 0.002.</value>
    public double MaxAucLoss { get; init; } = 0.002;

    /// <value>Largest share of images that may be decided otherwise, each model at its own threshold. Range [0, 1], inclusive; default 0.02.</value>
    public double MaxFlips { get; init; } = 0.02;

    internal IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Precision)) yield return $"The precision (--quantize) must be Full, Half or EightBit; it is {(int)Precision}.";
        if (Images is < 10 or > 10_000) yield return $"{nameof(QuantisationOptions)}.{nameof(Images)} must lie in 10…10,000; it is {Images}.";
        if (!(MaxAucLoss is > 0 and < 1)) yield return $"{nameof(QuantisationOptions)}.{nameof(MaxAucLoss)} must lie between 0 and 1, both exclusive; it is {MaxAucLoss}.";
        if (!(MaxFlips is >= 0 and <= 1)) yield return $"{nameof(QuantisationOptions)}.{nameof(MaxFlips)} must lie in 0…1; it is {MaxFlips}.";
    }
}
