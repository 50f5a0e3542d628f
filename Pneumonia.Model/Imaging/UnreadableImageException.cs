namespace Pneumonia.Model.Imaging;

/// <summary>Why an image could not be turned into pixels.</summary>
public enum ImageFault
{
    /// <summary>The file is missing or may not be read.</summary>
    Inaccessible,

    /// <summary>There are no bytes.</summary>
    Empty,

    /// <summary>The bytes are of no image format this build decodes (JPEG, PNG, BMP, GIF, WebP).</summary>
    UnknownFormat,

    /// <summary>The file breaks off before its last pixel.</summary>
    Truncated,

    /// <summary>The file is of a known format but damaged.</summary>
    Corrupt,

    /// <summary>Width or height is below <see cref="ImageLimits.MinSide"/>.</summary>
    TooSmall,

    /// <summary>Bytes or pixels are above <see cref="ImageLimits"/>.</summary>
    TooLarge,
}

/// <summary>An image could not be turned into pixels. The message names the rule and the value found.</summary>
public sealed class UnreadableImageException : Exception
{
    /// <summary>Makes the exception.</summary>
    public UnreadableImageException(ImageFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <value>Which rule the image broke.</value>
    public ImageFault Fault { get; }
}
