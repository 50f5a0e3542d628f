namespace Pneumonia.Model.Imaging;

/// <summary>The eight poses: four rotations, each as positive and as negative. Pose p is turned by 90° × (p mod 4) clockwise, and inverted where p ≥ 4.</summary>
internal static class PoseSymmetry
{
    internal const int Poses = 8;

    /// <summary>Puts an upright square of ranks into a pose.</summary>
    /// <param name="upright">side × side values.</param>
    /// <param name="side">Side of the square.</param>
    /// <param name="pose">0 … 7.</param>
    /// <param name="posed">Receives side × side values.</param>
    internal static void Apply(ReadOnlySpan<float> upright, int side, int pose, Span<float> posed)
    {
        var sign = pose >= 4 ? -1f : 1f;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                posed[y * side + x] = sign * upright[Source(x, y, side, pose % 4)];
            }
        }
    }

    /// <summary>The pose that undoes another.</summary>
    internal static int Inverse(int pose) => (pose & 4) | (-pose & 3);

    internal static RadiographPose ToPose(int pose, double confidence) => new(pose >= 4, 90 * (pose % 4), confidence);

    // Clockwise by a quarter: what was at the left bottom comes to the left top.
    private static int Source(int x, int y, int side, int quarters) => quarters switch
    {
        0 => y * side + x,
        1 => (side - 1 - x) * side + y,
        2 => (side - 1 - y) * side + side - 1 - x,
        _ => x * side + side - 1 - y,
    };
}
