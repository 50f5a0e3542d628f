using Pneumonia.Training.Quantisation;

namespace Pneumonia.Cli.Commands;

/// <summary>The names of precisions on the command line.</summary>
internal static class Precisions
{
    public static SortedDictionary<string, ModelPrecision> Smaller { get; } = new(StringComparer.Ordinal)
    {
        ["float16"] = ModelPrecision.Half,
        ["int8"] = ModelPrecision.EightBit,
    };

    public static SortedDictionary<string, ModelPrecision> All { get; } = new(Smaller, StringComparer.Ordinal) { ["none"] = ModelPrecision.Full };
}
