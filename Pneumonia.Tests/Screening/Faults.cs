using SkiaSharp;

namespace Pneumonia.Tests.Screening;

/// <summary>Ways to spoil a good radiograph.</summary>
internal static class Faults
{
    public static SKBitmap Small(SKBitmap b) => Resized(b, 60, 60);

    public static SKBitmap Resized(SKBitmap b, int width, int height) => b.Resize(new SKImageInfo(width, height, b.ColorType, b.AlphaType), SKFilterQuality.High);

    public static SKBitmap Blurred(SKBitmap b) => Drawn(b.Width, b.Height, canvas =>
    {
        using var filter = SKImageFilter.CreateBlur(b.Width / 56f, b.Height / 56f, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { ImageFilter = filter };
        canvas.DrawBitmap(b, 0, 0, paint);
    });

    public static SKBitmap Toned(SKBitmap b, Func<int, int> grey)
    {
        var toned = new SKBitmap(b.Width, b.Height);
        toned.Pixels = [.. b.Pixels.Select(p => (byte)Math.Clamp(grey(p.Red), 0, 255)).Select(static g => new SKColor(g, g, g))];
        return toned;
    }

    public static SKBitmap Turned(SKBitmap b, int degrees) => Drawn(b.Width, b.Height, canvas =>
    {
        canvas.RotateDegrees(degrees, b.Width / 2f, b.Height / 2f);
        canvas.DrawBitmap(b, 0, 0);
    });

    public static SKBitmap Mirrored(SKBitmap b) => Drawn(b.Width, b.Height, canvas =>
    {
        canvas.Scale(-1, 1, b.Width / 2f, 0);
        canvas.DrawBitmap(b, 0, 0);
    });

    public static SKBitmap Stamped(SKBitmap b) => Drawn(b.Width, b.Height, canvas =>
    {
        canvas.DrawBitmap(b, 0, 0);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(10, 10, b.Width / 5f, b.Height / 8f, red);
    });

    public static SKBitmap Letterboxed(SKBitmap b) => Drawn(b.Width, b.Height * 5 / 4, canvas => canvas.DrawBitmap(b, 0, b.Height / 8f));

    private static SKBitmap Drawn(int width, int height, Action<SKCanvas> draw)
    {
        var target = new SKBitmap(width, height);
        using var canvas = new SKCanvas(target);
        canvas.Clear(SKColors.Black);
        draw(canvas);
        return target;
    }
}
