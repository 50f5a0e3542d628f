namespace Pneumonia.Training.Data.Reading;

/// <summary>Guesses which column was meant by a name that is not one of ours.</summary>
internal static class Spelling
{
    private const int MaxDistance = 2;

    private static readonly (string Column, string[] Others)[] Known =
    [
        ("path", ["image", "images", "img", "file", "filename", "filepath", "imagepath", "imagefile", "imageindex", "imageid"]),
        ("label", ["labels", "class", "classes", "target", "finding", "findings", "findinglabels", "diagnosis", "category"]),
        ("patient", ["patientid", "pid", "subject", "subjectid", "person", "case", "caseid"]),
        ("split", ["subset", "partition", "set", "datasetsplit", "splits"]),
    ];

    /// <summary>The column of ours that a name resembles, or null.</summary>
    public static string? Meant(string name)
    {
        string plain = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        if (plain.Length is < 3 or > 32)
            return null;
        foreach ((string column, string[] others) in Known)
        {
            if (column == plain || others.Contains(plain))
                return column;
        }

        return Known.Select(k => k.Column).FirstOrDefault(c => Distance(c, plain) <= MaxDistance);
    }

    /// <summary>Fewest insertions, deletions and replacements that turn one word into the other (Levenshtein 1966).</summary>
    public static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[b.Length];
    }
}
