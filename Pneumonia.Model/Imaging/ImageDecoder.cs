namespace Pneumonia.Model.Imaging;

/// <summary>
/// Encoded bytes to upright greys: JPEG, PNG, BMP, GIF and WebP. Thread-safe; the same bytes give the same bits on every call.
/// </summary>
/// <remarks>
/// Colour becomes grey by Rec. 601 luma, which is what a JPEG's Y channel is. Transparent pixels are laid over black. Colour profiles and gamma
/// are not applied. Of 16-bit PNGs the white point is the smallest 2ⁿ − 1 (n = 8 … 16) that holds the largest sample, so that 12-bit X-rays keep
/// their brightness. A file must reach its end marker (JPEG, PNG) or last pixel (BMP, GIF, WebP); bytes behind that are ignored.
/// A JPEG from whose middle bytes were lost, but which ends properly, can't be told from a whole one.
/// </remarks>
public static class ImageDecoder
{
    /// <summary>Reads format, size and orientation from the header; no pixel is decoded and no limit applied.</summary>
    /// <param name="encoded">The file's bytes; its beginning is enough where it holds the whole header.</param>
    /// <returns>What the header says.</returns>
    /// <exception cref="UnreadableImageException">The bytes are none, of another format, or have no sound header.</exception>
    public static unsafe ImageInfo Inspect(ReadOnlySpan<byte> encoded)
    {
        var format = ImageSignature.Require(encoded);
        var (bits, isColour) = ReadChannels(encoded, format);
        fixed (byte* first = encoded)
        {
            using var codec = new SkiaCodec((nint)first, encoded.Length, format);
            return Describe(codec, format, bits, isColour);
        }
    }

    /// <summary>Decodes an image to greys and turns it upright.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="limits">What is refused before decoding; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="targetSide">
    /// Side in pixels, 1 or more, to which the result will be stretched: large JPEGs are then decoded at 1/2, 1/4 or 1/8, but both sides stay
    /// at least twice this. Null: the full size.
    /// </param>
    /// <returns>The upright image, of the full or the reduced size; 4 bytes a pixel.</returns>
    /// <exception cref="UnreadableImageException">The image is refused; the exception names the rule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target side is below 1.</exception>
    public static GreyImage Decode(ReadOnlySpan<byte> encoded, ImageLimits? limits = null, int? targetSide = null)
    {
        if (targetSide is { } side) ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(targetSide));
        using var decoded = DecodeRaster(encoded, limits ?? ImageLimits.Default, targetSide);
        return GreyImage.From(decoded);
    }

    /// <summary>Decodes to greys, upright, its longer side no longer than asked: what is shown needs no memory for every pixel of the file.</summary>
    internal static GreyImage DecodeWithin(ReadOnlySpan<byte> encoded, ImageLimits limits, int maxSide)
    {
        using var decoded = DecodeRaster(encoded, limits, maxSide);
        var longer = Math.Max(decoded.Width, decoded.Height);
        if (longer <= maxSide) return GreyImage.From(decoded);

        int Side(int side) => Math.Max(1, (int)Math.Round((double)side * maxSide / longer));
        var (width, height) = (Side(decoded.Width), Side(decoded.Height));
        var stored = new float[width * height];
        AreaResizer.Stretch(decoded.View, width, height, stored);
        var upright = new float[stored.Length];
        Upright.Turn(stored, width, height, decoded.Orientation, upright);
        return Upright.SwapsSides(decoded.Orientation) ? new GreyImage(height, width, upright) : new GreyImage(width, height, upright);
    }

    /// <summary>Decodes without turning: a stretch to a square may come first, and then turning costs next to nothing.</summary>
    internal static unsafe DecodedRaster DecodeRaster(ReadOnlySpan<byte> encoded, ImageLimits limits, int? targetSide)
    {
        limits.CheckBytes(encoded.Length);
        var format = ImageSignature.Require(encoded);
        var (bits, isColour) = ReadChannels(encoded, format);
        fixed (byte* first = encoded)
        {
            using var codec = new SkiaCodec((nint)first, encoded.Length, format);
            limits.CheckSides(codec.Width, codec.Height);
            if (format == ImageFormat.Jpeg) JpegHeader.RequireWhole(encoded);
            if (format == ImageFormat.Png) PngHeader.RequireWhole(encoded);
            if (format == ImageFormat.Png && bits == 16) return Png16Reader.Read(encoded, PngHeader.Read(encoded), codec.Orientation);

            return codec.Decode(format == ImageFormat.Jpeg && targetSide is { } side ? JpegScale.Choose(codec, side) : 8);
        }
    }

    private static (int Bits, bool IsColour) ReadChannels(ReadOnlySpan<byte> encoded, ImageFormat format)
    {
        switch (format)
        {
            case ImageFormat.Jpeg:
                var jpeg = JpegHeader.Read(encoded);
                return (jpeg.BitsPerChannel, jpeg.Components > 1);
            case ImageFormat.Png:
                var png = PngHeader.Read(encoded);
                return (png.BitsPerChannel, png.IsColour);
            default:
                return (8, true);
        }
    }

    private static ImageInfo Describe(SkiaCodec codec, ImageFormat format, int bits, bool isColour)
    {
        var orientation = codec.Orientation;
        var (width, height) = Upright.SwapsSides(orientation) ? (codec.Height, codec.Width) : (codec.Width, codec.Height);
        return new ImageInfo(format, width, height, bits, isColour, orientation);
    }
}
