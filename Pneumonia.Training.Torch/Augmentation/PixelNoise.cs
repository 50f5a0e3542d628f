namespace Pneumonia.Training.Torch.Augmentation;

/// <summary>Noise of each pixel by itself, nearly Gaussian.</summary>
internal static class PixelNoise
{
    // A sum of four bytes: mean 510, deviation 2 · 255 / √12 · √(257/255) = 147.8; the tails end at ±3.45 deviations, which noise on 8 bits never misses.
    private const float Mean = 510;
    private const float Deviation = 147.8f;

    internal static void Add(Span<float> image, double sigma, ref ImageRandom random)
    {
        var scale = (float)(sigma / Deviation);
        for (var i = 0; i < image.Length; i += 2)
        {
            var bits = random.Next();
            image[i] = Math.Clamp(image[i] + (scale * (Bytes((uint)bits) - Mean)), 0, 255);
            if (i + 1 < image.Length) image[i + 1] = Math.Clamp(image[i + 1] + (scale * (Bytes((uint)(bits >> 32)) - Mean)), 0, 255);
        }
    }

    private static int Bytes(uint bits) => (int)((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + (bits >> 24));
}
