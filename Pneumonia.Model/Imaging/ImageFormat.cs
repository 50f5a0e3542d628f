namespace Pneumonia.Model.Imaging;

/// <summary>The file formats that are decoded.</summary>
public enum ImageFormat
{
    /// <summary>JPEG with 8 bits a channel: baseline or progressive; grey, YCbCr, RGB or CMYK.</summary>
    Jpeg,

    /// <summary>PNG with 1 to 16 bits a channel.</summary>
    Png,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>GIF; of an animation the first frame.</summary>
    Gif,

    /// <summary>WebP, lossy or lossless; of an animation the first frame.</summary>
    WebP,
}
