using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Screening.Traits;

/// <summary>How much of an image is coloured. A grey image stored as RGB is not.</summary>
internal static class Colour
{
    // JPEG's rounding of chroma moves greys by a few levels; scanned film is tinted evenly by more, which a model doesn't see either.
    private const int LeastSpread = 24;

    // Enough to find a coloured stamp, few enough to cost nothing in a large image.
    private const int LinesLookedAt = 128;

    /// <returns>Share of the pixels whose channels differ by 24 or more.</returns>
    public static float Share(DecodedRaster decoded)
    {
        if (decoded.Kind != SampleKind.Rgba8) return 0;
        var (coloured, total) = (0, 0);
        var step = Math.Max(1, decoded.Height / LinesLookedAt);
        for (var y = 0; y < decoded.Height; y += step)
        {
            var row = decoded.Samples.Slice(y * decoded.Width * 4, decoded.Width * 4);
            for (var i = 0; i < row.Length; i += 4)
            {
                var (red, green, blue) = (row[i], row[i + 1], row[i + 2]);
                if (Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue)) >= LeastSpread) coloured++;
            }

            total += decoded.Width;
        }

        return coloured / (float)total;
    }
}
