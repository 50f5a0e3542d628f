using SkiaSharp;

namespace Pneumonia.Model.Imaging;

/// <summary>Skia's decoder over bytes that the caller keeps pinned: nothing of the file is copied.</summary>
internal sealed class SkiaCodec : IDisposable
{
    private readonly SKData _data;
    private readonly SKCodec _codec;
    private readonly ImageFormat _format;

    /// <param name="first">Pinned until this is disposed.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="format">What the signature says.</param>
    /// <exception cref="UnreadableImageException">The header can't be read.</exception>
    internal SkiaCodec(nint first, int length, ImageFormat format)
    {
        _format = format;
        _data = SKData.Create(first, length);
        // The codec takes the stream over, also where it fails.
        var codec = SKCodec.Create(new SKMemoryStream(_data), out var result);
        if (codec is null)
        {
            _data.Dispose();
            throw Failure(result == SKCodecResult.Success ? SKCodecResult.InvalidInput : result);
        }

        _codec = codec;
    }

    /// <value>Stored columns.</value>
    internal int Width => _codec.Info.Width;

    /// <value>Stored rows.</value>
    internal int Height => _codec.Info.Height;

    internal ImageOrientation Orientation
        => _codec.EncodedOrigin is var origin && Enum.IsDefined((ImageOrientation)origin) ? (ImageOrientation)origin : ImageOrientation.TopLeft;

    /// <summary>The size that decoding at <paramref name="eighths"/>/8 gives: libjpeg rounds up.</summary>
    internal (int Width, int Height) Scaled(int eighths)
    {
        if (eighths == 8) return (Width, Height);
        var size = _codec.GetScaledDimensions(eighths / 8f);
        return (size.Width, size.Height);
    }

    /// <summary>
    /// Decodes to grey where the file is grey, else to RGBA over black. Samples come as stored: no colour profile, no gamma is applied
    /// (the destination names no colour space), because the same X-ray must give the same numbers with or without a profile.
    /// </summary>
    /// <param name="eighths">8 for the full size; JPEGs alone can be decoded at 1/8 to 7/8 of it.</param>
    internal unsafe DecodedRaster Decode(int eighths = 8)
    {
        var info = _codec.Info;
        var (width, height) = Scaled(eighths);
        var grey = info.ColorType == SKColorType.Gray8;
        var wanted = new SKImageInfo(
            width, height, grey ? SKColorType.Gray8 : SKColorType.Rgba8888, info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
        var raster = new DecodedRaster(grey ? SampleKind.Grey8 : SampleKind.Rgba8, width, height)
        {
            Orientation = Orientation,
            WidthEighths = Math.Min(8L * width, (long)Width * eighths),
            HeightEighths = Math.Min(8L * height, (long)Height * eighths),
        };
        SKCodecResult result;
        fixed (byte* samples = raster.Samples) result = _codec.GetPixels(wanted, (nint)samples, wanted.RowBytes, SKCodecOptions.Default);
        if (result == SKCodecResult.Success) return raster;

        raster.Dispose();
        throw Failure(result);
    }

    public void Dispose()
    {
        _codec.Dispose();
        _data.Dispose();
    }

    private UnreadableImageException Failure(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => new(ImageFault.Truncated, $"The {_format} breaks off before its last pixel."),
        _ => new(ImageFault.Corrupt, $"The {_format} is damaged or of a kind that is not decoded (decoder: {result})."),
    };
}
