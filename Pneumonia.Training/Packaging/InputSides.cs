using Pneumonia.Model.MLNet;

namespace Pneumonia.Training.Packaging;

/// <summary>The sides that a model's input may have. Asked before a network is trained, so that none is trained that can't be packaged.</summary>
internal static class InputSides
{
    /// <summary>The rule, to be put after the name of what must keep it.</summary>
    public static string Rule { get; } = $"must be one of {string.Join(", ", PixelContracts.Sizes)} pixels, the sides that a model file can have";

    public static bool Allows(int side) => PixelContracts.Knows(side);
}
