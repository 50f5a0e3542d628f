namespace Pneumonia.Training.Onnx;

/// <summary>Grey images made from a seed: a bright slope under noise, so that both large structure and edges reach the last map.</summary>
internal static class VerificationImages
{
    /// <summary>Makes images of values in [0, 255], one after the other, row by row.</summary>
    internal static float[] Make(int seed, int count, int side)
    {
        var random = new Random(seed);
        var pixels = new float[count * side * side];
        for (var image = 0; image < count; image++)
        {
            var (dx, dy, noise) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, 20f + 60f * random.NextSingle());
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    var slope = 128f + 255f * ((dx * x + dy * y) / side);
                    pixels[(image * side + y) * side + x] = Math.Clamp(slope + noise * (random.NextSingle() - 0.5f), 0f, 255f);
                }
            }
        }

        return pixels;
    }
}
