namespace Pneumonia.Training.Data.Reading;

/// <summary>Recognises by name which class means "nothing found".</summary>
internal static class ClassRoles
{
    private static readonly HashSet<string> Negatives =
    [
        "normal", "normals", "negative", "healthy", "no finding", "no findings", "nofinding", "nofindings", "control", "controls", "none", "0",
    ];

    private static readonly string[] Negations = ["no ", "non ", "not ", "without "];

    private static readonly string[] Positives = ["pneumonia", "positive", "abnormal"];

    /// <summary>
    /// A label that stands for the absence of all others; stricter than <see cref="IsNegative"/>: "non-specific" is a finding.
    /// </summary>
    public static bool IsNoFinding(string label) => Negatives.Contains(Plain(label));

    public static bool IsNegative(string name)
    {
        string plain = Plain(name);
        return Negatives.Contains(plain) || Array.Exists(Negations, n => plain.StartsWith(n, StringComparison.Ordinal));
    }

    public static bool IsPositive(string name)
    {
        string plain = Plain(name);
        // "1" must stand alone: among "type1" and "type2" it says nothing.
        return !IsNegative(name) && (plain == "1" || Array.Exists(Positives, p => plain.Contains(p, StringComparison.Ordinal)));
    }

    /// <summary>Index of the negative one of two classes, or −1 where the names don't tell.</summary>
    public static int NegativeOfTwo(string first, string second)
    {
        (bool a, bool b) = (IsNegative(first), IsNegative(second));
        if (a != b)
            return a ? 0 : 1;
        (a, b) = (IsPositive(first), IsPositive(second));
        return a == b ? -1 : a ? 1 : 0;
    }

    private static string Plain(string name) => name.Trim().ToLowerInvariant().Replace('_', ' ').Replace('-', ' ');
}
