namespace Pneumonia.Training.Synthesis;

/// <summary>Everything that determines one synthetic radiograph: equal cases give equal pixels, on every platform.</summary>
public sealed record SyntheticCase
{
    /// <value>Seed of the whole set. Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <value>Whose anatomy it is; images of one patient share it. Default 1.</value>
    public int Patient { get; init; } = 1;

    /// <value>Which of the patient's images: another exposure, position and breath. Default 1.</value>
    public int Image { get; init; } = 1;

    /// <value>What it shows. Default <see cref="SyntheticFinding.None"/>.</value>
    public SyntheticFinding Finding { get; init; }

    /// <value>Side of the square in pixels, 32…4,096. Default 256.</value>
    public int Size { get; init; } = 256;

    /// <value>How faint the finding is, from 0 (plain) to 1 (hardly there), both inclusive. Default 0.5.</value>
    public double Difficulty { get; init; } = 0.5;

    /// <value>
    /// How well a bright marker in the corner betrays the finding, from 0 (no image has a marker) to 1 (all images with a finding, and only
    /// those, have it). For tests whether a classifier looks at the lungs. Default 0.
    /// </value>
    public double Confounder { get; init; }
}
