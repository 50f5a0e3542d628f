namespace Pneumonia.Training.Synthesis;

/// <summary>A drawn radiograph and the truth about it.</summary>
/// <param name="Case">What was drawn.</param>
/// <param name="Pixels">Size × size grey values row by row, 0 black to 255 white.</param>
/// <param name="Mask">Size × size values row by row: 255 where the finding is and the heart doesn't hide it, else 0. All 0 where there is none.</param>
public sealed record SyntheticRadiograph(SyntheticCase Case, ReadOnlyMemory<byte> Pixels, ReadOnlyMemory<byte> Mask);
