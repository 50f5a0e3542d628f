namespace Pneumonia.Training.Synthesis;

/// <summary>How one image of a patient was taken: position, breath, dose, film.</summary>
internal sealed record Exposure
{
    public required float ShiftX { get; init; }

    public required float ShiftY { get; init; }

    public required float ScaleX { get; init; }

    public required float ScaleY { get; init; }

    public required float Tilt { get; init; }

    /// <summary>Share of air missing after a shallow breath, for each lung: haze without disease.</summary>
    public required (float Right, float Left) Shallow { get; init; }

    public required float Gain { get; init; }

    public required float Contrast { get; init; }

    public required float Fog { get; init; }

    public required float Grain { get; init; }

    /// <summary>How strong soft shadows of skin, muscle and clothing are.</summary>
    public required float Shadows { get; init; }

    public required float Collimation { get; init; }

    public static Exposure Of(RandomStream random)
    {
        var scale = random.Between(0.8f, 1.02f);
        var shallow = random.Between(0, 0.1f);
        return new Exposure
        {
            ShiftX = 0.045f * random.Bell(),
            ShiftY = 0.045f * random.Bell(),
            ScaleX = scale * random.Between(0.94f, 1.06f),
            ScaleY = scale * random.Between(0.96f, 1.08f),
            Tilt = 0.03f * random.Bell(),
            Shallow = (shallow + random.Between(0, 0.06f), shallow + random.Between(0, 0.06f)),
            Gain = random.Between(1, 1.4f),
            Contrast = random.Between(0.05f, 0.6f),
            Fog = random.Between(0, 0.06f),
            Grain = random.Between(0.6f, 2.2f),
            Shadows = random.Between(0.02f, 0.18f),
            Collimation = random.Chance(0.2f) ? random.Between(0.9f, 0.99f) : 2,
        };
    }
}
