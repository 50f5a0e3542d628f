namespace Pneumonia.Model;

/// <summary>How an <see cref="Explanation"/> is drawn.</summary>
public sealed record HeatMapStyle
{
    /// <summary>The longest side, in pixels, at which an <see cref="Explanation"/> keeps its image.</summary>
    internal const int LongestSide = 1024;

    /// <value>Longer side of the drawn image, in pixels; smaller images are not enlarged. Range 16…1024; default 1024.</value>
    public int MaxSide { get; init; } = LongestSide;

    /// <value>How much of the colour is laid over the image where the evidence is strongest. Range 0…1; default 0.6.</value>
    public double Opacity { get; init; } = 0.6;

    internal void Validate()
    {
        var faults = new List<string>();
        if (MaxSide is < 16 or > LongestSide) faults.Add($"{nameof(MaxSide)} must lie in 16…{LongestSide}; it is {MaxSide}.");
        if (Opacity is not (>= 0 and <= 1)) faults.Add($"{nameof(Opacity)} must lie in 0…1; it is {Opacity}.");
        if (faults.Count > 0) throw new ArgumentException(string.Join(" ", faults));
    }
}
