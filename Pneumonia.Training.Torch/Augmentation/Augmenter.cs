namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>
/// Makes one varied training image out of a stored one: geometry by one bilinear sampling, all changes of grey by one table, then blur, noise and
/// erasing. Plain arithmetic on the processor, so that it runs beside the network; safe for many threads.
/// </summary>
/// <param name="options">What is varied.</param>
/// <param name="storedSide">Side of a stored image.</param>
/// <param name="side">Side of a made image.</param>
internal sealed class Augmenter(AugmentationOptions options, int storedSide, int side)
{
    /// <param name="stored">storedSide × storedSide greys, row by row.</param>
    /// <param name="seed">Says all draws: the same seed gives the same image.</param>
    /// <param name="target">Receives side × side greys in [0, 255].</param>
    internal void Make(ReadOnlySpan<byte> stored, int seed, Span<float> target)
    {
        var random = new ImageRandom(seed);
        Span<float> curve = stackalloc float[256];
        GreyCurve.Draw(options, stored, ref random, curve);
        // Borders are as black as the darkest grey has become, or now and then any grey.
        var border = random.Chance(0.25) ? (float)random.Between(0, 255) : curve[0];
        AffineSampler.Sample(stored, storedSide, SamplingFrame.Draw(options, ref random), curve, border, target, side);
        if (random.Chance(options.BlurProbability)) Blur.Apply(target, side, random.RatioBetween(options.BlurSigma.Low, options.BlurSigma.High));
        if (random.Chance(options.NoiseProbability)) PixelNoise.Add(target, random.Between(0, options.NoiseSigma), ref random);
        if (random.Chance(options.ErasingProbability)) Erasing.Apply(options, target, side, ref random);
    }
}
