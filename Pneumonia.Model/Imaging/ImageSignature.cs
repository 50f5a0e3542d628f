namespace Pneumonia.Model.Imaging;

/// <summary>Tells formats by their first bytes, so that only the five that are decoded ever reach native code.</summary>
internal static class ImageSignature
{
    private const string Readable = "JPEG, PNG, BMP, GIF and WebP are read";

    /// <summary>Files that people do hold in their hands, and what to do with them.</summary>
    private static readonly (int Offset, byte[] Bytes, string Name)[] s_foreign =
    [
        (128, "DICM"u8.ToArray(), "a DICOM file"),
        (0, "II*\0"u8.ToArray(), "a TIFF file"),
        (0, "MM\0*"u8.ToArray(), "a TIFF file"),
        (0, "II+\0"u8.ToArray(), "a BigTIFF file"),
        (0, "MM\0+"u8.ToArray(), "a BigTIFF file"),
        (0, "%PDF"u8.ToArray(), "a PDF file"),
        (4, "ftypheic"u8.ToArray(), "a HEIC file"),
        (4, "ftypheix"u8.ToArray(), "a HEIC file"),
        (4, "ftyphevc"u8.ToArray(), "a HEIC file"),
        (4, "ftypmif1"u8.ToArray(), "a HEIC file"),
        (4, "ftypmsf1"u8.ToArray(), "a HEIC file"),
        (4, "ftypavif"u8.ToArray(), "an AVIF file"),
        (4, "jP  "u8.ToArray(), "a JPEG 2000 file"),
        (0, [0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000 file"),
        (4, "JXL "u8.ToArray(), "a JPEG XL file"),
        (0, [0xFF, 0x0A], "a JPEG XL file"),
    ];

    /// <exception cref="UnreadableImageException">The bytes are none, or of no format that is read.</exception>
    internal static ImageFormat Require(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty) throw new UnreadableImageException(ImageFault.Empty, "The image has no bytes.");
        if (encoded.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return ImageFormat.Jpeg;
        if (encoded.StartsWith(PngHeader.Signature)) return ImageFormat.Png;
        if (encoded.StartsWith("BM"u8)) return ImageFormat.Bmp;
        if (encoded.StartsWith("GIF87a"u8) || encoded.StartsWith("GIF89a"u8)) return ImageFormat.Gif;
        if (encoded.StartsWith("RIFF"u8) && HoldsAt(encoded, 8, "WEBP"u8)) return ImageFormat.WebP;
        throw Refusal(encoded);
    }

    private static UnreadableImageException Refusal(ReadOnlySpan<byte> encoded)
    {
        foreach (var (offset, bytes, name) in s_foreign)
        {
            if (HoldsAt(encoded, offset, bytes))
                return new(ImageFault.UnknownFormat, $"The image is {name}; export it as PNG or JPEG ({Readable}).");
        }

        // The beginning of a readable format and nothing more: the file broke off, its format is not unknown.
        if (encoded.Length < PngHeader.Signature.Length && PngHeader.Signature.StartsWith(encoded) || encoded.SequenceEqual<byte>([0xFF, 0xD8]))
            return new(ImageFault.Truncated, $"The file breaks off within its signature, after {encoded.Length} bytes.");

        var first = encoded[..Math.Min(8, encoded.Length)].ToArray();
        return new(ImageFault.UnknownFormat,
            $"The image starts with the bytes {BitConverter.ToString(first).Replace('-', ' ')}, which is no format known here; {Readable}.");
    }

    private static bool HoldsAt(ReadOnlySpan<byte> encoded, int offset, ReadOnlySpan<byte> bytes)
        => encoded.Length > offset && encoded[offset..].StartsWith(bytes);
}
