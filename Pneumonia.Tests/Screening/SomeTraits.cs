using Pneumonia.Training.Screening.Duplicates;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Tests.Screening;

/// <summary>Traits without an image.</summary>
internal static class SomeTraits
{
    /// <summary>Of a radiograph that no rule blames.</summary>
    public static ImageTraits Good { get; } = new()
    {
        Width = 1200,
        Height = 1000,
        ColourMode = 0,
        Coloured = 0,
        Dark = 10,
        Median = 130,
        Bright = 200,
        Black = 0.04f,
        White = 0,
        Blur = 0.47f,
        ThinnerBar = 0,
        Bars = 0,
        Inverted = 0,
        Rotation = 0,
        PoseConfidence = 0.999f,
        Hash = new PerceptualHash(1, 2, 3, 4),
    };
}
