namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>How much of a map's evidence lies on the finding: the energy-based pointing game of Wang et al. (2020, Score-CAM).</summary>
internal static class EnergyInside
{
    /// <param name="heat">Evidence at every pixel of the image as it is drawn, 0 or above.</param>
    /// <param name="mask">As many values, 0 where the finding is not.</param>
    /// <returns>Share of the sum inside, 0…1; of a map without any evidence the mask's share of the image, as chance has it.</returns>
    public static double Share(ReadOnlySpan<float> heat, ReadOnlySpan<byte> mask)
    {
        MapRules.Check(heat, mask);
        var (inside, all) = (0.0, 0.0);
        for (var i = 0; i < heat.Length; i++)
        {
            all += heat[i];
            if (mask[i] != 0) inside += heat[i];
        }

        return all > 0 ? inside / all : MapRules.Share(mask);
    }
}
