using CsvHelper;

namespace Pneumonia.Training.Data.Reading;

/// <summary>The column <c>path</c> of a CSV, row by row: what work without labels needs of a data set, however many rows it has.</summary>
internal static class CsvPathColumn
{
    /// <param name="csv">Full path of the file.</param>
    /// <exception cref="DataSetException">While it is read: it is no such CSV.</exception>
    public static IEnumerable<string> Read(string csv)
    {
        var faults = new FaultList(Show.Quoted(csv));
        var folder = Path.GetDirectoryName(csv)!;
        using var text = CsvSource.Guard(faults, () => CsvSource.Open(csv));
        using var parser = CsvSource.Guard(faults, () => CsvSource.Parser(text, CsvSource.DetectDelimiter(csv)));
        var column = Column(parser, faults);
        while (CsvSource.Guard(faults, parser.Read))
        {
            var fields = parser.Record!;
            if (fields.Length <= column) throw faults.Fatal($"line {parser.RawRow}: {Show.Count(fields.Length, "field")}, but the path is number {column + 1}.");
            var path = fields[column].Trim();
            if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) throw faults.Fatal($"line {parser.RawRow}: the path is empty, or holds a null character.");
            yield return CsvRows.Find(path, folder) ?? Path.GetFullPath(path, folder);
        }
    }

    private static int Column(CsvParser parser, FaultList faults)
    {
        string[] names = CsvSource.Guard(faults, parser.Read) ? [.. parser.Record!.Select(static n => n.Trim())] : [];
        var column = Array.FindIndex(names, static n => n.Equals("path", StringComparison.OrdinalIgnoreCase));
        return column >= 0 ? column : throw faults.Fatal($"line 1: there is no column 'path' among {Show.First(names, 10)}.");
    }
}
