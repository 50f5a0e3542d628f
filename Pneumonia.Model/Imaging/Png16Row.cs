using System.Buffers.Binary;

namespace Pneumonia.Model.Imaging;

/// <summary>One row of a 16-bit PNG: inflated, unfiltered against the row above, made grey and laid over black.</summary>
internal sealed class Png16Row
{
    private readonly PngHeader _header;
    private readonly int _pixelBytes;
    private readonly byte[] _transparent;
    private byte[] _current;
    private byte[] _above;
    private int _bytes;

    /// <param name="header">Of a PNG with 16 bits a channel.</param>
    /// <param name="transparent">The samples, 2 bytes each, of the colour that counts as transparent; ignored where their number does not fit.</param>
    internal Png16Row(in PngHeader header, byte[] transparent)
    {
        _header = header;
        _pixelBytes = 2 * header.Channels;
        _transparent = !header.HasAlpha && transparent.Length == _pixelBytes ? transparent : [];
        _current = new byte[header.Width * _pixelBytes];
        _above = new byte[_current.Length];
    }

    /// <value>Largest sample seen so far, of any colour; alpha does not count.</value>
    internal int Largest { get; private set; }

    /// <value>Filter type of the last row.</value>
    internal int Filter { get; private set; }

    internal void StartPass(int columns)
    {
        _bytes = columns * _pixelBytes;
        Array.Clear(_current); // Becomes the row above of the pass's first row: black.
    }

    /// <returns>False where the filter type does not exist.</returns>
    /// <exception cref="EndOfStreamException">The data ends within the row.</exception>
    internal bool ReadFrom(Stream inflated)
    {
        (_current, _above) = (_above, _current);
        Filter = inflated.ReadByte();
        if (Filter < 0) throw new EndOfStreamException();
        var row = _current.AsSpan(0, _bytes);
        inflated.ReadExactly(row);
        return Unfilter(row, _above.AsSpan(0, _bytes));
    }

    /// <summary>Writes the row's greys to every <paramref name="right"/>-th sample from <paramref name="left"/>.</summary>
    internal void CopyGreys(Span<ushort> samples, int left, int right)
    {
        for (var at = 0; at < _bytes; at += _pixelBytes, left += right)
        {
            var pixel = _current.AsSpan(at, _pixelBytes);
            uint grey = BinaryPrimitives.ReadUInt16BigEndian(pixel);
            var largest = grey;
            if (_header.IsColour)
            {
                uint green = BinaryPrimitives.ReadUInt16BigEndian(pixel[2..]), blue = BinaryPrimitives.ReadUInt16BigEndian(pixel[4..]);
                largest = Math.Max(grey, Math.Max(green, blue));
                grey = (grey * RowMath.RedWeight + green * RowMath.GreenWeight + blue * RowMath.BlueWeight + 0x8000) >> 16;
            }

            if (largest > Largest) Largest = (int)largest;
            if (_header.HasAlpha) grey = (grey * BinaryPrimitives.ReadUInt16BigEndian(pixel[^2..]) + 32767) / 65535;
            else if (_transparent.Length > 0 && pixel.SequenceEqual(_transparent)) grey = 0;
            samples[left] = (ushort)grey;
        }
    }

    private bool Unfilter(Span<byte> row, ReadOnlySpan<byte> above)
    {
        var step = _pixelBytes;
        switch (Filter)
        {
            case 0: break;
            case 1:
                for (var i = step; i < row.Length; i++) row[i] += row[i - step];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < step; i++) row[i] += (byte)(above[i] / 2);
                for (var i = step; i < row.Length; i++) row[i] += (byte)((row[i - step] + above[i]) / 2);
                break;
            case 4:
                for (var i = 0; i < step; i++) row[i] += above[i];
                for (var i = step; i < row.Length; i++) row[i] += Paeth(row[i - step], above[i], above[i - step]);
                break;
            default: return false;
        }

        return true;
    }

    private static byte Paeth(int left, int up, int upLeft)
    {
        int toLeft = Math.Abs(up - upLeft), toUp = Math.Abs(left - upLeft), toUpLeft = Math.Abs(left + up - 2 * upLeft);
        return (byte)(toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft);
    }
}
