namespace Pneumonia.Training.Data.Reading;

/// <summary>Passes text on, but refuses a line too long to be a row, before a parser gathers it in memory.</summary>
internal sealed class BoundedLineReader(TextReader inner, int maxLine) : TextReader
{
    private int length;
    private int line = 1;

    public override int Peek() => inner.Peek();

    public override int Read()
    {
        int c = inner.Read();
        if (c >= 0)
            Count((char)c);
        return c;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int read = inner.Read(buffer);
        foreach (char c in buffer[..read])
            Count(c);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Count(char c)
    {
        if (c == '\n')
        {
            line++;
            length = 0;
        }
        else if (++length > maxLine)
        {
            throw new InvalidDataException($"line {line}: longer than {maxLine} characters.");
        }
    }
}
