using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Pneumonia.Model.Imaging;

/// <summary>
/// Reads PNGs of 16 bits a channel (W3C PNG, third edition), which Skia would cut to their high byte: a 12-bit X-ray would turn almost black.
/// Strict: checksums, filters and the length of the pixel data must fit. Memory: the samples, the compressed data and two rows.
/// </summary>
/// <remarks>
/// A detector's 8 to 15 bits are usually stored as they are, at the bottom of the 16. So the white point is the smallest of
/// 255, 511, … 65535 that holds the largest sample: 12-bit data is divided by 4095, full-range data by 65535, and the brightest pixel always
/// ends in the upper half. An image stored at the top of the 16 bits, as the standard (and its sBIT chunk) wants, comes out the same.
/// </remarks>
internal static class Png16Reader
{
    private const int MinBits = 8;

    internal static DecodedRaster Read(ReadOnlySpan<byte> encoded, in PngHeader header, ImageOrientation orientation)
    {
        var raster = new DecodedRaster(SampleKind.Grey16, header.Width, header.Height) { Orientation = orientation };
        try
        {
            raster.Scale = 255f / WhitePoint(ReadSamples(encoded, header, MemoryMarshal.Cast<byte, ushort>(raster.Samples)));
            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>The smallest 2ⁿ − 1 with n of 8 to 16 that is not below the largest sample.</summary>
    internal static int WhitePoint(int largest)
    {
        var bits = MinBits;
        while (largest >= 1 << bits) bits++;
        return (1 << bits) - 1;
    }

    /// <returns>The largest sample of any colour.</returns>
    private static int ReadSamples(ReadOnlySpan<byte> encoded, in PngHeader header, Span<ushort> samples)
    {
        var compressed = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            var length = Gather(encoded, compressed, out var transparent);
            using var inflated = new ZLibStream(new MemoryStream(compressed, 0, length, writable: false), CompressionMode.Decompress);
            var row = new Png16Row(header, transparent);
            ReadPasses(inflated, header, row, samples);
            // Reading on to the end also has the stream's own checksum looked at.
            if (inflated.ReadByte() >= 0) throw Corrupt("holds more pixel data than its header says");
            return row.Largest;
        }
        catch (EndOfStreamException exception)
        {
            throw new UnreadableImageException(ImageFault.Truncated, "The 16-bit PNG's pixel data ends before its last row.", exception);
        }
        // A stream that asks for a preset dictionary, which no PNG has, is an IOException to .NET.
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new UnreadableImageException(ImageFault.Corrupt, "The 16-bit PNG's compressed pixel data is damaged.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    /// <summary>Joins the IDAT chunks' data and finds the colour that counts as transparent, if the file names one.</summary>
    private static int Gather(ReadOnlySpan<byte> encoded, byte[] compressed, out byte[] transparent)
    {
        transparent = [];
        var length = 0;
        var chunks = new PngChunkReader(encoded);
        while (chunks.Next(out var type, out var data) && type != PngChunkReader.End)
        {
            if (type is not (PngChunkReader.Header or PngChunkReader.Data or PngChunkReader.Transparency)) continue;
            if (!chunks.CurrentChecksumFits()) throw Corrupt("has a chunk whose checksum does not fit");
            if (type == PngChunkReader.Transparency) transparent = data.ToArray();
            if (type != PngChunkReader.Data) continue;
            data.CopyTo(compressed.AsSpan(length));
            length += data.Length;
        }

        return length;
    }

    private static void ReadPasses(Stream inflated, in PngHeader header, Png16Row row, Span<ushort> samples)
    {
        foreach (var (left, top, right, down) in header.IsInterlaced ? PngPass.Adam7 : PngPass.Progressive)
        {
            var columns = (header.Width - left + right - 1) / right;
            if (columns <= 0) continue;
            row.StartPass(columns);
            for (var y = top; y < header.Height; y += down)
            {
                if (!row.ReadFrom(inflated)) throw Corrupt($"has a row with filter {row.Filter}; 0 to 4 exist");
                row.CopyGreys(samples[(y * header.Width)..], left, right);
            }
        }
    }

    private static UnreadableImageException Corrupt(string what) => new(ImageFault.Corrupt, $"The 16-bit PNG {what}.");
}
