namespace Pneumonia.Training.Synthesis;

/// <summary>
/// One child's chest, in coordinates where the image spans −1…1 both ways, x to the right (the patient's left), y downwards. Ranges were set by
/// eye against paediatric radiographs taken from the front.
/// </summary>
internal sealed record Anatomy
{
    public required float LungHalfWidth { get; init; }

    public required float LungTop { get; init; }

    public required float LungBase { get; init; }

    /// <summary>How much narrower the chest is at its top: infants' is a bell, older children's a barrel.</summary>
    public required float Taper { get; init; }

    /// <summary>How much deeper the outer angle of the diaphragm lies than its dome.</summary>
    public required float DomeHeight { get; init; }

    public required float RightDomeLift { get; init; }

    public required float BodyMargin { get; init; }

    public required float HeartX { get; init; }

    public required float HeartY { get; init; }

    public required float HeartWidth { get; init; }

    public required float HeartHeight { get; init; }

    public required float Mediastinum { get; init; }

    /// <summary>A child's thymus may fill the upper chest: a shadow that is no pneumonia.</summary>
    public required float Thymus { get; init; }

    public required float RibSpacing { get; init; }

    public required float RibDrop { get; init; }

    public required float RibDensity { get; init; }

    public required float VertebraPitch { get; init; }

    public required float ArmRise { get; init; }

    public required float StomachGas { get; init; }

    public required float VesselDensity { get; init; }

    public static Anatomy Of(RandomStream random)
    {
        var top = random.Between(-0.78f, -0.6f);
        var bottom = random.Between(0.42f, 0.66f);
        return new Anatomy
        {
            LungHalfWidth = random.Between(0.6f, 0.8f),
            LungTop = top,
            LungBase = bottom,
            Taper = random.Between(0.08f, 0.3f),
            DomeHeight = random.Between(0.16f, 0.3f),
            RightDomeLift = random.Between(0.01f, 0.09f),
            BodyMargin = random.Between(0.07f, 0.17f),
            HeartX = random.Between(0.06f, 0.12f),
            HeartY = PortableMath.Lerp(top, bottom, random.Between(0.58f, 0.66f)),
            HeartWidth = random.Between(0.25f, 0.33f),
            HeartHeight = random.Between(0.36f, 0.48f),
            Mediastinum = random.Between(0.115f, 0.16f),
            Thymus = random.Chance(0.2f) ? random.Between(0.03f, 0.09f) : 0,
            RibSpacing = (bottom - top) / random.Between(7.6f, 8.8f),
            RibDrop = random.Between(0.1f, 0.24f),
            RibDensity = random.Between(0.13f, 0.22f),
            VertebraPitch = random.Between(0.105f, 0.13f),
            ArmRise = random.Between(-0.1f, 0.75f),
            StomachGas = random.Chance(0.6f) ? random.Between(0.25f, 0.55f) : 0,
            VesselDensity = random.Between(0.08f, 0.15f),
        };
    }
}
