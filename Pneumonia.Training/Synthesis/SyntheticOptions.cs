namespace Pneumonia.Training.Synthesis;

/// <summary>Which synthetic set is written. Equal options give equal pixels, on every platform and whatever the number of cores.</summary>
public sealed record SyntheticOptions
{
    /// <summary>The options used where none are given.</summary>
    public static SyntheticOptions Default { get; } = new();

    /// <value>Number of patients, 4…100,000. Default 300.</value>
    public int Patients { get; init; } = 300;

    /// <value>Most images a patient has, 1…3; each patient gets 1 to so many. Default 3.</value>
    public int ImagesPerPatient { get; init; } = 3;

    /// <value>Share of patients with pneumonia, above 0 and below 1. Default 0.5.</value>
    public double PneumoniaFraction { get; init; } = 0.5;

    /// <value>Share of <see cref="SyntheticFinding.Diffuse"/> among them, the rest being <see cref="SyntheticFinding.Consolidation"/>; 0…1. Default 0.35.</value>
    public double DiffuseFraction { get; init; } = 0.35;

    /// <value>Share of each class's patients that goes to <c>test</c>, 0 up to but not including 1. Default 0.2.</value>
    public double TestShare { get; init; } = 0.2;

    /// <value>Side of the images in pixels, 32…4,096. Default 256.</value>
    public int Size { get; init; } = 256;

    /// <value>Seed of everything. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>How faint findings are, from 0 (plain) to 1 (hardly there), both inclusive. Default 0.5.</value>
    public double Difficulty { get; init; } = 0.5;

    /// <value>How well a marker in the corner betrays the label, 0 (there is none) to 1 (always); see <see cref="SyntheticCase.Confounder"/>. Default 0.</value>
    public double Confounder { get; init; }
}
