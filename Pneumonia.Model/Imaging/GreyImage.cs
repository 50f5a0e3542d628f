using System.Runtime.InteropServices;

namespace Pneumonia.Model.Imaging;

/// <summary>An upright greyscale image. Immutable.</summary>
public sealed class GreyImage
{
    private readonly float[] _pixels;

    /// <summary>Makes an image from a copy of the pixels.</summary>
    /// <param name="width">Columns, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">width × height greys, row by row from the top left; 0 is black, 255 white.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ArgumentException">The number of pixels is not width × height.</exception>
    public GreyImage(int width, int height, ReadOnlySpan<float> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"An image of {width} × {height} takes {(long)width * height} pixels; got {pixels.Length}.", nameof(pixels));
        (Width, Height, _pixels) = (width, height, pixels.ToArray());
    }

    private GreyImage(int width, int height, float[] owned) => (Width, Height, _pixels) = (width, height, owned);

    /// <value>Columns.</value>
    public int Width { get; }

    /// <value>Rows.</value>
    public int Height { get; }

    /// <value>Width × height greys in [0, 255], row by row from the top left; fractions occur.</value>
    public ReadOnlySpan<float> Pixels => _pixels;

    /// <summary>The grey of one pixel.</summary>
    /// <param name="x">Column, 0 at the left.</param>
    /// <param name="y">Row, 0 at the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pixel.</exception>
    public float this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            return _pixels[y * Width + x];
        }
    }

    /// <summary>Stretches the image, not keeping its aspect: area averages along an axis that shrinks, bilinear along one that grows.</summary>
    /// <param name="width">Columns of the result, 1 or more.</param>
    /// <param name="height">Rows of the result, 1 or more.</param>
    /// <returns>A new image.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public GreyImage Stretch(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var target = new float[checked(width * height)];
        AreaResizer.Stretch(View, width, height, target);
        return new GreyImage(width, height, target);
    }

    /// <summary>Stretches the image to a square, as <see cref="PixelRecipe.Prepare"/> does.</summary>
    /// <param name="size">Side of the square in pixels, 1 or more.</param>
    /// <param name="pixels">Receives size × size values in [0, 255], row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The number of pixels is not size × size.</exception>
    public void StretchTo(int size, Span<float> pixels)
    {
        PixelRecipe.RequireSquare(size, pixels);
        AreaResizer.Stretch(View, size, size, pixels);
    }

    internal static GreyImage From(DecodedRaster decoded)
    {
        var (width, height) = (decoded.Width, decoded.Height);
        var stored = new float[width * height];
        AreaResizer.Stretch(decoded.View, width, height, stored);
        if (decoded.Orientation == ImageOrientation.TopLeft) return new GreyImage(width, height, stored);

        var upright = new float[stored.Length];
        Upright.Turn(stored, width, height, decoded.Orientation, upright);
        return Upright.SwapsSides(decoded.Orientation) ? new GreyImage(height, width, upright) : new GreyImage(width, height, upright);
    }

    private Raster View => new(MemoryMarshal.AsBytes<float>(_pixels), SampleKind.GreyFloat, Width, Height);
}
