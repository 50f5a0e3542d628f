namespace Pneumonia.Training.Synthesis;

/// <summary>
/// Elementary functions of +, −, ×, ÷ and √ alone. IEEE 754 fixes those to the bit, while the system's exp and sin differ between platforms in
/// the last place: enough to round a pixel differently here and there.
/// </summary>
internal static class PortableMath
{
    /// <summary>e^x for x in [−8, 8]; relative error below 1e-12.</summary>
    public static double Exp(double x)
    {
        var small = x / 64;
        var term = 1.0;
        var sum = 1.0;
        for (var n = 1; n <= 10; n++)
        {
            term *= small / n;
            sum += term;
        }

        for (var n = 0; n < 6; n++) sum *= sum;
        return sum;
    }

    /// <summary>Sine and cosine of an angle in radians within ±2π; error below 1e-5.</summary>
    public static (float Sin, float Cos) SinCos(float angle)
    {
        double x = angle / 16;
        var square = x * x;
        var sin = x * (1 - (square / 6 * (1 - (square / 20 * (1 - (square / 42))))));
        var cos = 1 - (square / 2 * (1 - (square / 12 * (1 - (square / 30)))));
        for (var n = 0; n < 4; n++) (sin, cos) = (2 * sin * cos, (cos * cos) - (sin * sin));
        return ((float)sin, (float)cos);
    }

    /// <summary>0 up to 0, 1 from 1 on, smooth between.</summary>
    public static float Smooth(float x)
    {
        x = Math.Clamp(x, 0, 1);
        return x * x * (3 - (2 * x));
    }

    public static float Lerp(float from, float to, float share) => from + ((to - from) * share);
}
