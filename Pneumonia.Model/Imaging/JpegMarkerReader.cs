using System.Buffers.Binary;

namespace Pneumonia.Model.Imaging;

/// <summary>Walks the markers of a JPEG (ITU-T T.81, annex B), hopping over segments and entropy-coded data.</summary>
internal ref struct JpegMarkerReader(ReadOnlySpan<byte> encoded)
{
    internal const byte StartOfScan = 0xDA;
    internal const byte EndOfImage = 0xD9;

    private ReadOnlySpan<byte> _rest = encoded[2..]; // Behind SOI, which the signature has shown.

    /// <summary>Moves to the next marker.</summary>
    /// <param name="marker">The marker's second byte.</param>
    /// <param name="payload">Its segment without the length; empty for markers that have none.</param>
    /// <returns>False where the bytes end before a whole marker and segment.</returns>
    internal bool Next(out byte marker, out ReadOnlySpan<byte> payload)
    {
        marker = 0;
        payload = default;
        while (true)
        {
            var at = _rest.IndexOf((byte)0xFF);
            if (at < 0 || at + 1 >= _rest.Length) return false;
            marker = _rest[at + 1];
            // FF 00 is a stuffed byte, FF FF padding, FF D0–D7 a restart within a scan.
            _rest = _rest[(marker == 0xFF ? at + 1 : at + 2)..];
            if (marker is not (0x00 or 0xFF or 0x01 or (>= 0xD0 and <= 0xD8))) break;
        }

        if (marker == EndOfImage) return true;
        if (_rest.Length < 2) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        if (length < 2 || length > _rest.Length) return false;
        payload = _rest[2..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>Whether the marker opens a frame (SOF0–SOF15), whose header holds precision, size and components.</summary>
    internal static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
