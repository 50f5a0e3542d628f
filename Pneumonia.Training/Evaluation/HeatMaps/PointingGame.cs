namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>Whether the place a map points at lies on the finding: the pointing game of Zhang et al. (2018).</summary>
internal static class PointingGame
{
    /// <param name="heat">Evidence at every pixel of the image as it is drawn, 0 or above.</param>
    /// <param name="mask">As many values, 0 where the finding is not.</param>
    /// <returns>
    /// 1 where the maximum lies on the finding, else 0. Where several pixels share the maximum, the share of them on the finding: the
    /// chance of a hit when one of them is drawn. So a map without any evidence scores what chance does, the mask's share of the image.
    /// </returns>
    public static double Hit(ReadOnlySpan<float> heat, ReadOnlySpan<byte> mask)
    {
        MapRules.Check(heat, mask);
        var most = float.NegativeInfinity;
        foreach (var value in heat) most = Math.Max(most, value);
        var (peaks, hits) = (0, 0);
        for (var i = 0; i < heat.Length; i++)
        {
            if (heat[i] != most) continue;
            peaks++;
            if (mask[i] != 0) hits++;
        }

        return hits / (double)peaks;
    }
}
