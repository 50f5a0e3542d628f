namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>Every change of grey as one table of 256 values: equalisation, gamma, contrast about the mean, brightness.</summary>
internal static class GreyCurve
{
    internal static void Draw(AugmentationOptions options, ReadOnlySpan<byte> image, ref ImageRandom random, Span<float> curve)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        foreach (var grey in image) histogram[grey]++;

        for (var i = 0; i < curve.Length; i++) curve[i] = i / 255f;
        if (random.Chance(options.EqualisationProbability)) Equalise(histogram, image.Length, (float)random.Unit(), curve);
        var gamma = random.RatioBetween(options.Gamma.Low, options.Gamma.High);
        var contrast = (float)random.RatioBetween(options.Contrast.Low, options.Contrast.High);
        var brightness = (float)random.Between(-options.Brightness, options.Brightness);

        double mean = 0;
        for (var i = 0; i < curve.Length; i++)
        {
            if (gamma != 1) curve[i] = (float)Math.Pow(curve[i], gamma);
            mean += (double)histogram[i] * curve[i];
        }

        var middle = (float)(mean / image.Length);
        for (var i = 0; i < curve.Length; i++)
            curve[i] = 255 * Math.Clamp(middle + ((curve[i] - middle) * contrast) + brightness, 0, 1);
    }

    private static void Equalise(ReadOnlySpan<int> histogram, int count, float share, Span<float> curve)
    {
        var below = 0;
        for (var i = 0; i < curve.Length; i++)
        {
            var even = (below + (0.5f * histogram[i])) / count;
            below += histogram[i];
            curve[i] += (even - curve[i]) * share;
        }
    }
}
