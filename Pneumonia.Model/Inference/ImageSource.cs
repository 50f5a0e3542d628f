using Pneumonia.Model.Imaging;

namespace Pneumonia.Model.Inference;

/// <summary>Reads encoded images, never more than the limits allow.</summary>
internal static class ImageSource
{
    /// <exception cref="UnreadableImageException">The file is missing, may not be read, or is too large.</exception>
    public static byte[] Read(string path, ImageLimits limits)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return Read(stream, limits);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableImageException(ImageFault.Inaccessible, $"The file can't be opened: {e.Message}", e);
        }
    }

    public static byte[] Read(Stream stream, ImageLimits limits)
    {
        if (stream.CanSeek)
        {
            var length = Math.Max(0, stream.Length - stream.Position);
            if (length > limits.MaxBytes) throw TooLarge(limits);
            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, Array.MaxLength));
            stream.ReadExactly(bytes);
            return bytes;
        }

        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        while (stream.Read(buffer) is > 0 and var read)
        {
            if (copy.Length + read > limits.MaxBytes) throw TooLarge(limits);
            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }

    private static UnreadableImageException TooLarge(ImageLimits limits)
        => new(ImageFault.TooLarge, $"The file has more than {limits.MaxBytes:N0} bytes, the largest size allowed.");
}
