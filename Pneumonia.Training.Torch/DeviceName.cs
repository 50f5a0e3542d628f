using System.Globalization;

namespace Pneumonia.Training.Torch;

/// <summary>A device as the user names it.</summary>
/// <param name="Kind">auto, cpu or cuda.</param>
/// <param name="Index">Number of the CUDA device.</param>
internal sealed record DeviceName(string Kind, int Index)
{
    /// <returns>Null where the text names no device.</returns>
    internal static DeviceName? Parse(string text) => text switch
    {
        "auto" or "cpu" or "cuda" => new DeviceName(text, 0),
        _ when text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < 64 => new DeviceName("cuda", index),
        _ => null,
    };
}
