namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>What holds for every map and mask that are compared.</summary>
internal static class MapRules
{
    /// <exception cref="ArgumentException">Sizes differ, there is no pixel, or the evidence is negative or not finite.</exception>
    public static void Check(ReadOnlySpan<float> heat, ReadOnlySpan<byte> mask)
    {
        if (heat.IsEmpty || heat.Length != mask.Length)
            throw new ArgumentException($"Map and mask must have the same number of pixels, 1 or more; they have {heat.Length} and {mask.Length}.", nameof(heat));
        foreach (var value in heat)
        {
            if (!(value >= 0 && float.IsFinite(value))) throw new ArgumentException($"Evidence must be finite and 0 or above; it is {value}.", nameof(heat));
        }
    }

    /// <summary>Share of the image that the finding covers: what a blind guess hits.</summary>
    public static double Share(ReadOnlySpan<byte> mask) => (mask.Length - mask.Count((byte)0)) / (double)mask.Length;
}
