namespace Pneumonia.Training.Features;

/// <summary>Which known name somebody may have meant.</summary>
internal static class NameHint
{
    private const int LongestName = 64;

    /// <summary>The known name nearest to what was typed, or null where none is near (three letters and two in five wrong at most, so that swapped neighbours still count).</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        if (typed.Length > LongestName) return null;
        var best = known.Select(name => (Name: name, Distance: Distance(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Distance <= 3 && best.Distance * 5 <= typed.Length * 2 ? best.Name : null;
    }

    /// <summary>Levenshtein distance: letters inserted, deleted or replaced.</summary>
    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
