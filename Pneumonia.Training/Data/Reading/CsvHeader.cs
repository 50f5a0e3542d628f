namespace Pneumonia.Training.Data.Reading;

/// <summary>Where the columns stand.</summary>
internal sealed record CsvHeader(string[] Names, int Path, int Label, int Patient, int Split)
{
    public static CsvHeader? Read(string[] fields, FaultList faults, List<DataNote> notes)
    {
        string[] names = [.. fields.Select(f => f.Trim())];
        foreach ((string name, int count) in names.Where(n => n.Length > 0).CountBy(n => n, StringComparer.OrdinalIgnoreCase))
        {
            if (count > 1)
                faults.Add($"line 1: the column {Show.Quoted(name)} occurs {count} times.");
        }


        var header = new CsvHeader(names, Find("path"), Find("label"), Find("patient"), Find("split"));
        Require("path", header.Path);
        Require("label", header.Label);
        Hint("patient", header.Patient);
        Hint("split", header.Split);
        return faults.Any ? null : header;

        int Find(string name) => Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

        void Require(string name, int at)
        {
            if (at >= 0)
                return;
            string hint = Like(name) is { } other ? $"; rename {Show.Quoted(other)} if that is it" : "";
            faults.Add($"line 1: there is no column '{name}' among {Show.First(names, 10)}{hint}.");
        }

        void Hint(string name, int at)
        {
            if (at < 0 && Like(name) is { } other)
                notes.Add(DataNote.Warning(
                    $"The CSV's column {Show.Quoted(other)} is not used as '{name}'; rename it if that is what it holds."));
        }

        string? Like(string name) => Array.Find(names, n => Spelling.Meant(n) == name);
    }

    /// <summary>Whether a column is one of the four; the others are kept as they are.</summary>
    public bool IsOurs(int column) => column == Path || column == Label || column == Patient || column == Split;
}
