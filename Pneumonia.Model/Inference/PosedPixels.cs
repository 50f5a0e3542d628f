using Pneumonia.Model.Imaging;

namespace Pneumonia.Model.Inference;

/// <summary>
/// The one place where pixels of an answer are prepared: the recipe, then the pose. ML.NET's road has the recipe alone: its mapping is stored as
/// nothing but a name, so a pose handled there would change the answers of model files that exist, and a row has no column to tell of it.
/// </summary>
internal static class PosedPixels
{
    /// <value>
    /// Least confidence of a pose that is believed. Of 5,132 upright radiographs of unseen patients .04% are mistaken for another pose at it;
    /// see docs/measurements.md.
    /// </value>
    internal const double LeastConfidence = 0.95;

    /// <summary>Decodes an image to a square and looks how it lies.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="size">Side of the square.</param>
    /// <param name="pixels">Receives size × size greys, set upright where the options ask for it.</param>
    /// <param name="options">How poses are handled, and what is refused.</param>
    /// <returns>The pose that was found, or null where the image is upright, doubtful, or nobody asked.</returns>
    /// <exception cref="UnreadableImageException">The image is refused.</exception>
    public static PoseCorrection? Prepare(ReadOnlySpan<byte> encoded, int size, Span<float> pixels, ClassifierOptions options)
    {
        PixelRecipe.Prepare(encoded, size, pixels, options.Images);
        if (options.Pose == PoseHandling.Off) return null;

        var pose = RadiographOrientation.Detect(OrientationThumbnail.Of(pixels, size));
        if (pose.IsUpright || pose.Confidence < LeastConfidence) return null;
        if (options.Pose == PoseHandling.Correct) PoseUndo.Apply(pixels, size, pose.Inverted, pose.Rotation);
        return new PoseCorrection(pose.Inverted, pose.Rotation);
    }

    /// <summary>The same correction for the image that a heat map is drawn on.</summary>
    public static GreyImage Shown(GreyImage image, PoseCorrection? found, ClassifierOptions options)
        => found is null || options.Pose != PoseHandling.Correct ? image : PoseUndo.Apply(image, found.Inverted, found.Rotation);

    /// <summary>An answer that tells of the pose.</summary>
    public static Prediction Tell(Prediction answer, PoseCorrection? found, ClassifierOptions options)
    {
        if (found is null) return answer;
        if (options.Pose == PoseHandling.Correct) return answer with { Correction = found };
        // A stranger remains a stranger, however it lies.
        return answer.Decision == Decision.NotAChestXray
            ? answer
            : answer with { Decision = Decision.Refer, Problem = $"The image looks {found.Found}; it was answered as it is." };
    }
}
