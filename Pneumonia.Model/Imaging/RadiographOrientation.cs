namespace Pneumonia.Model.Imaging;

/// <summary>Tells whether a frontal chest radiograph is a negative or lies on its side or head.</summary>
/// <remarks>
/// The image is shrunk to 32 × 32 and its greys replaced by their ranks, which neither brightness, contrast nor gamma change. One linear
/// template, learnt by conditional logit (McFadden 1974) from upright radiographs of children and adults, is laid over it in all eight poses;
/// the confidence is the softmax. Mirrored images are not told apart. Thread-safe.
/// </remarks>
public static class RadiographOrientation
{
    /// <summary>The most probable pose of a chest radiograph.</summary>
    /// <param name="image">The image as it is in its file, EXIF orientation applied; any size.</param>
    public static RadiographPose Detect(GreyImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Detect(OrientationThumbnail.Of(image));
    }

    internal static RadiographPose Detect(ReadOnlySpan<float> ranks)
    {
        Span<double> scores = stackalloc double[PoseSymmetry.Poses];
        var best = 0;
        for (var pose = 0; pose < scores.Length; pose++)
        {
            scores[pose] = Dot(OrientationTemplate.Posed[pose], ranks);
            if (scores[pose] > scores[best]) best = pose;
        }

        var sum = 0.0;
        foreach (var score in scores) sum += Math.Exp(score - scores[best]);
        return PoseSymmetry.ToPose(best, 1 / sum);
    }

    // In a fixed order of additions: the same image gives the same answer on every processor.
    private static double Dot(float[] template, ReadOnlySpan<float> ranks)
    {
        var sum = 0.0;
        for (var i = 0; i < template.Length; i++) sum += (double)template[i] * ranks[i];
        return sum;
    }
}
