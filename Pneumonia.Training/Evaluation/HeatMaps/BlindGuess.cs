namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>Maps that never saw the image. What beats chance but not these has learnt where findings usually are, not where this one is.</summary>
internal static class BlindGuess
{
    /// <summary>Standard deviation of <see cref="Centre"/> as a share of the side.</summary>
    private const double Spread = 0.25;

    /// <summary>A Gaussian bump in the middle of a square, 1 at its top.</summary>
    public static float[] Centre(int size)
    {
        var heat = new float[size * size];
        var middle = (size - 1) / 2.0;
        for (var i = 0; i < heat.Length; i++)
        {
            var (x, y) = (((i % size) - middle) / (Spread * size), ((i / size) - middle) / (Spread * size));
            heat[i] = (float)Math.Exp(-0.5 * ((x * x) + (y * y)));
        }

        return heat;
    }

    /// <summary>How often each pixel belongs to the finding in all images but one: the best guess without looking at that one.</summary>
    public static float[] OtherMasks(IReadOnlyList<byte[]> masks, int except)
    {
        var heat = new float[masks[except].Length];
        for (var other = 0; other < masks.Count; other++)
        {
            if (other == except) continue;
            for (var i = 0; i < heat.Length; i++) heat[i] += masks[other][i] == 0 ? 0 : 1;
        }

        return heat;
    }
}
