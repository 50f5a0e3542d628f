using Pneumonia.Model.Imaging;
using Pneumonia.Training.Screening.Duplicates;

namespace Pneumonia.Training.Screening.Traits;

/// <summary>Decodes an image once and measures everything that screening asks.</summary>
internal static class TraitMeasurement
{
    /// <summary>Side of the square that is measured: finer detail costs time and says nothing more about a faulty image.</summary>
    internal const int Side = 128;

    private const float BlackEnd = 4;
    private const float WhiteEnd = 251;

    /// <exception cref="UnreadableImageException">The image is refused.</exception>
    public static ImageTraits Of(ReadOnlySpan<byte> encoded, ImageLimits limits)
    {
        var info = ImageDecoder.Inspect(encoded);
        using var decoded = ImageDecoder.DecodeRaster(encoded, limits, Side);
        var coloured = Colour.Share(decoded);
        var pixels = new float[Side * Side];
        AreaResizer.Stretch(decoded.View, Side, Side, pixels);
        if (decoded.Orientation != ImageOrientation.TopLeft)
        {
            var upright = new float[pixels.Length];
            Upright.Turn(pixels, Side, Side, decoded.Orientation, upright);
            pixels = upright;
        }

        return Of(new GreyImage(Side, Side, pixels), info, coloured);
    }

    private static ImageTraits Of(GreyImage image, ImageInfo info, float coloured)
    {
        var sorted = image.Pixels.ToArray();
        Array.Sort(sorted);
        var pose = RadiographOrientation.Detect(image);
        var (thinner, both) = Bars.Of(image);
        return new ImageTraits
        {
            Width = info.Width,
            Height = info.Height,
            ColourMode = info.IsColour ? 1 : 0,
            Coloured = coloured,
            Dark = At(sorted, 0.05),
            Median = At(sorted, 0.5),
            Bright = At(sorted, 0.95),
            Black = Count(sorted, static g => g <= BlackEnd),
            White = Count(sorted, static g => g >= WhiteEnd),
            Blur = Traits.Blur.Of(image),
            ThinnerBar = thinner,
            Bars = both,
            Inverted = pose.Inverted ? 1 : 0,
            Rotation = pose.Rotation,
            PoseConfidence = (float)pose.Confidence,
            Hash = PerceptualHash.Of(image),
        };
    }

    private static float At(float[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static float Count(float[] sorted, Func<float, bool> at) => sorted.Count(at) / (float)sorted.Length;
}
