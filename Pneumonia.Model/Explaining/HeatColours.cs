namespace Pneumonia.Model.Explaining;

/// <summary>
/// Colours from purple over red to yellow whose lightness grows evenly in OKLab (Ottosson 2020): equal steps look equal, the order
/// survives in grey print, and no hue invents an edge.
/// </summary>
internal static class HeatColours
{
    private const int Count = 256;
    private static readonly (byte R, byte G, byte B)[] Table = [.. Enumerable.Range(0, Count).Select(static i => Colour(i / (Count - 1.0)))];

    /// <param name="strength">0 (darkest) to 1 (lightest); held within.</param>
    public static (byte R, byte G, byte B) Of(float strength) => Table[(int)MathF.Round(Math.Clamp(strength, 0, 1) * (Count - 1))];

    /// <summary>Lightness in OKLab, 0…1.</summary>
    public static double LightnessAt(double strength) => 0.32 + (0.58 * strength);

    private static (byte R, byte G, byte B) Colour(double strength)
    {
        var lightness = LightnessAt(strength);
        var hue = (320 + (140 * strength)) * Math.PI / 180;
        var (cos, sin) = (Math.Cos(hue), Math.Sin(hue));

        // The largest chroma that a screen can show at this lightness: what lies outside would be cut to another lightness.
        var chroma = 0.2;
        while (chroma > 0 && !Shows(Linear(lightness, chroma * cos, chroma * sin))) chroma -= 0.002;
        var (r, g, b) = Linear(lightness, Math.Max(chroma, 0) * cos, Math.Max(chroma, 0) * sin);
        return (Encode(r), Encode(g), Encode(b));
    }

    private static bool Shows((double R, double G, double B) c) => Math.Min(c.R, Math.Min(c.G, c.B)) >= 0 && Math.Max(c.R, Math.Max(c.G, c.B)) <= 1;

    // OKLab to linear sRGB, as Ottosson gives it.
    private static (double R, double G, double B) Linear(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return (
            (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
            (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
            (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static byte Encode(double linear)
    {
        var value = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
    }
}
