namespace Pneumonia.Training.Synthesis;

/// <summary>What a synthetic radiograph shows.</summary>
public enum SyntheticFinding
{
    /// <summary>Clear lungs.</summary>
    None,

    /// <summary>One or two soft-edged opacities inside a lung, as bacterial pneumonia likes to make them; file name <c>_bacteria_</c>.</summary>
    Consolidation,

    /// <summary>Haze and a fine net over both lungs, as viral pneumonia likes to make them; file name <c>_virus_</c>.</summary>
    Diffuse,
}
