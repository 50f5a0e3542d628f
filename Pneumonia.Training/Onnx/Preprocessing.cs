using System.Collections.Immutable;
using System.Globalization;

namespace Pneumonia.Training.Onnx;

/// <summary>What a backbone's first layer expects: (grey · scale − mean) / std, for each channel.</summary>
internal sealed record Preprocessing
{
    /// <summary>Greyscale 0…255 as it comes: the backbone normalises for itself.</summary>
    internal static Preprocessing Raw { get; } = new(1f, [0f], [1f]);

    /// <summary>RGB in [0, 1], then ImageNet's mean and standard deviation.</summary>
    internal static Preprocessing ImageNet { get; } = new(1f / 255f, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Makes a preprocessing of one's own.</summary>
    /// <param name="scale">What a grey value of 0…255 is multiplied by; finite and not zero.</param>
    /// <param name="mean">Taken off after scaling; one value, or one a channel.</param>
    /// <param name="std">Divided by last; as many values as <paramref name="mean"/>, each above zero.</param>
    /// <exception cref="ArgumentException">A value is out of range; all faults at once.</exception>
    internal Preprocessing(float scale, ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        Scale = scale;
        Mean = [.. mean];
        Std = [.. std];
        var faults = new List<string>();
        if (!float.IsFinite(scale) || scale == 0)
            faults.Add($"scale must be finite and not zero; found {scale}");
        if (Mean.Length is not (1 or 3) || Std.Length != Mean.Length)
            faults.Add($"mean and std must both have one or both have three values; found {Mean.Length} and {Std.Length}");
        if (Mean.Any(value => !float.IsFinite(value)))
            faults.Add($"mean must be finite; found {string.Join(", ", Mean)}");
        if (Std.Any(value => !float.IsFinite(value) || value <= 0))
            faults.Add($"std must be above zero; found {string.Join(", ", Std)}");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults));
    }

    internal float Scale { get; }

    internal ImmutableArray<float> Mean { get; }

    internal ImmutableArray<float> Std { get; }

    /// <value>True where pixels pass unchanged.</value>
    internal bool IsIdentity => Scale == 1f && Mean.All(value => value == 0f) && Std.All(value => value == 1f);

    /// <summary>The same as one factor and one offset: grey · factor + offset.</summary>
    /// <param name="channel">Zero-based.</param>
    internal (float Factor, float Offset) Affine(int channel)
    {
        var i = Mean.Length == 1 ? 0 : channel;
        return ((float)((double)Scale / Std[i]), (float)(-(double)Mean[i] / Std[i]));
    }

    /// <summary>The same text for the same numbers: tells whether two members can share a backbone.</summary>
    internal string Key => string.Create(
        CultureInfo.InvariantCulture, $"{Scale:R}|{string.Join(' ', Mean.Select(Invariant))}|{string.Join(' ', Std.Select(Invariant))}");

    private static string Invariant(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
