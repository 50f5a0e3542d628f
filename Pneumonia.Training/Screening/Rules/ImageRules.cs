using System.Collections.Immutable;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Training.Screening.Rules;

/// <summary>What is wrong with one image, told from its traits.</summary>
internal static class ImageRules
{
    private static readonly ImmutableArray<(ScreeningKind Kind, Func<ImageTraits, ScreeningOptions, string?> Problem)> All =
    [
        (ScreeningKind.TooSmall, static (t, o) => Math.Min(t.Width, t.Height) < o.MinSide
            ? $"{t.Width} × {t.Height} pixels; each side needs {o.MinSide} or more." : null),
        (ScreeningKind.Overexposed, static (t, o) => t.White > o.MaxWhite || t.Median > o.MaxMedian
            ? $"{t.White:0%} of it is white and its middle grey {t.Median:0}; at most {o.MaxWhite:0%} and {o.MaxMedian:0} are usual." : null),
        (ScreeningKind.Underexposed, static (t, o) => t.Black > o.MaxBlack || t.Median < o.MinMedian
            ? $"{t.Black:0%} of it is black and its middle grey {t.Median:0}; at most {o.MaxBlack:0%} and at least {o.MinMedian:0} are usual." : null),
        (ScreeningKind.LowContrast, static (t, o) => t.Contrast < o.MinContrast
            ? $"90% of its pixels lie within {t.Contrast:0} of 255 greys; {o.MinContrast:0} or more are usual." : null),
        (ScreeningKind.Blurred, static (t, o) => t.Blur > o.MaxBlur
            ? $"Its blur is {t.Blur:0.00}; at most {o.MaxBlur:0.00} is usual." : null),
        (ScreeningKind.Inverted, static (t, o) => t.Pose.Inverted && t.PoseConfidence >= o.PoseConfidence
            ? $"It looks like a negative (confidence {t.PoseConfidence:0.000})." : null),
        (ScreeningKind.Sideways, static (t, o) => t.Rotation != 0 && t.PoseConfidence >= o.PoseConfidence
            ? $"It looks turned clockwise by {t.Rotation}° (confidence {t.PoseConfidence:0.000})." : null),
        (ScreeningKind.Coloured, static (t, o) => t.Coloured > o.MaxColoured
            ? $"{t.Coloured:0.0%} of its pixels show a colour; a radiograph shows none." : null),
        (ScreeningKind.Letterboxed, static (t, o) => t.ThinnerBar > o.MaxBar
            ? $"Even bars at two opposite edges take {t.Bars:0%} of it; crop them." : null),
    ];

    public static IEnumerable<(ScreeningKind Kind, string Problem)> Of(ImageTraits traits, ScreeningOptions options)
    {
        foreach (var (kind, problem) in All)
        {
            if (problem(traits, options) is { } words) yield return (kind, words);
        }
    }
}
