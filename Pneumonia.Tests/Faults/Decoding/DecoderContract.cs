using System.Buffers;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Tests.Faults.Decoding;

/// <summary>
/// What must hold whatever bytes come in: pixels in range, the same on every call, of the size the header told of, or an
/// <see cref="UnreadableImageException"/>. Anything else is thrown on. Shared with Pneumonia.Fuzzing, so it knows no test framework.
/// </summary>
internal static class DecoderContract
{
    private const int Side = 16;

    /// <summary>Small, so that the time goes into parsing and memory is bounded by far.</summary>
    internal static readonly ImageLimits Limits = new() { MaxPixels = 200_000, MinSide = 1 };

    /// <returns>Whether the image was read; false where it was refused.</returns>
    /// <exception cref="InvalidOperationException">The contract is broken.</exception>
    internal static bool Check(ReadOnlySpan<byte> encoded)
    {
        var info = Inspect(encoded);
        Poison(0xAA);
        var pixels = Prepare(encoded);
        if (pixels is null) return false;
        Require(info is not null, "pixels, but no header");
        Require(Array.TrueForAll(pixels, static v => v is >= 0 and <= 255), "a pixel out of [0, 255]");

        // Rows that a decoder left unwritten would show what lay in memory before.
        Poison(0x55);
        Require(Prepare(encoded) is { } again && again.AsSpan().SequenceEqual(pixels), "other pixels on the second call");

        var whole = ImageDecoder.Decode(encoded, Limits);
        Require(whole.Width == info!.Width && whole.Height == info.Height, $"{whole.Width} × {whole.Height} pixels, where the header says {info.Width} × {info.Height}");
        return true;
    }

    private static ImageInfo? Inspect(ReadOnlySpan<byte> encoded)
    {
        try
        {
            return ImageDecoder.Inspect(encoded);
        }
        catch (UnreadableImageException)
        {
            return null;
        }
    }

    private static float[]? Prepare(ReadOnlySpan<byte> encoded)
    {
        var pixels = new float[Side * Side];
        try
        {
            PixelRecipe.Prepare(encoded, Side, pixels, Limits);
            return pixels;
        }
        catch (UnreadableImageException)
        {
            Require(Array.TrueForAll(pixels, static v => v == 0), "a refusal that touched the pixels");
            return null;
        }
    }

    // The decoder rents its memory: what the pool hands out next on this thread is filled first.
    private static void Poison(byte value)
    {
        for (var size = 16; size <= 1 << 20; size *= 2)
        {
            var rented = ArrayPool<byte>.Shared.Rent(size);
            rented.AsSpan().Fill(value);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException($"The decoder gave {otherwise}.");
    }
}
