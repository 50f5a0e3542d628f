using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Pneumonia.Training.Data.Reading;

/// <summary>Lists the images that a CSV names (RFC 4180; comma, semicolon or tab; UTF-8, or UTF-16 with a byte order mark).</summary>
internal static class CsvSource
{
    internal const int MaxField = 64 << 10;
    private const long MaxBytes = 1L << 30;
    private const int MaxLine = 1 << 20;

    public static IReadOnlyList<RawImage> Read(
        string csv, DataSetOptions options, FaultList faults, List<DataNote> notes, CancellationToken cancellationToken)
    {
        RequireSize(FolderTree.Length(new FileInfo(csv)) ?? 0, faults);
        return Guard(faults, () =>
        {
            char delimiter = DetectDelimiter(csv);
            using TextReader text = Open(csv);
            int badLine = 0;
            CsvParser? open = null;
            using CsvParser parser = Parser(text, delimiter, _ => badLine = open?.RawRow ?? 0);
            open = parser;

            if (!parser.Read() || parser.Record is not { } first)
                throw faults.Fatal("it is empty; a header such as path,label is expected.");
            if (CsvHeader.Read(first, faults, notes) is not { } header)
                throw faults.Fatal(
                    $"the columns path,label[,patient][,split] are expected; the delimiter was taken for {DelimiterName(delimiter)}.");

            var rows = new CsvRows(csv, header, options, faults, notes);
            while (parser.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Add(parser.Record!, parser.RawRow, quotesBroken: badLine == parser.RawRow);
            }

            return rows.Finish();
        });
    }

    internal static CsvParser Parser(TextReader text, char delimiter, BadDataFound? bad = null)
        => new(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            MaxFieldSize = MaxField,
            BadDataFound = bad,
        });

    /// <summary>Reads, and says in words what of the file can't be read.</summary>
    internal static T Guard<T>(FaultList faults, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MaxFieldSizeException e)
        {
            throw faults.Fatal(
                $"line {e.Context?.Parser?.RawRow}: a field is longer than {MaxField} characters (or a quote is never closed).", e);
        }
        catch (DecoderFallbackException e)
        {
            throw faults.Fatal("it is not UTF-8; save it as \"CSV UTF-8\".", e);
        }
        catch (InvalidDataException e)
        {
            throw faults.Fatal(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw faults.Fatal($"it can't be read: {Show.Plain(e.Message)}", e);
        }
    }

    internal static void RequireSize(long bytes, FaultList faults)
    {
        if (bytes == 0)
            throw faults.Fatal("it is empty; a header such as path,label is expected.");
        if (bytes > MaxBytes)
            throw faults.Fatal($"it has {bytes} bytes; at most {MaxBytes} are read.");
    }

    /// <summary>What separates the header's names most often; nothing is taken from quoted names.</summary>
    internal static char DelimiterOf(string header)
    {
        ReadOnlySpan<char> candidates = [',', ';', '\t'];
        char best = ',';
        int most = 0;
        foreach (char candidate in candidates)
        {
            bool quoted = false;
            int count = 0;
            foreach (char c in header)
            {
                if (c == '"')
                    quoted = !quoted;
                else if (c == candidate && !quoted)
                    count++;
            }

            if (count > most)
                (best, most) = (candidate, count);
        }

        return best;
    }

    internal static char DetectDelimiter(string csv)
    {
        using TextReader text = Open(csv);
        string? line;
        do
            line = text.ReadLine();
        while (line is { Length: 0 });
        return DelimiterOf(line ?? "");
    }

    internal static BoundedLineReader Open(string csv)
        => new(new StreamReader(csv, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)), MaxLine);

    private static string DelimiterName(char delimiter) => delimiter == '\t' ? "a tab" : $"'{delimiter}'";
}
