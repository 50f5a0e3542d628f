using System.Text.RegularExpressions;

namespace Pneumonia.Training.Data.Reading;

/// <summary>The file names of Kermany, Zhang and Goldbaum 2018 (doi:10.17632/rscbjbr9sj), versions 2 and 3.</summary>
internal static partial class KermanyNames
{
    public const string Bacteria = "BACTERIA";
    public const string Virus = "VIRUS";
    public const string Normal = "NORMAL";

    /// <summary>The share of names from which on a naming scheme counts as that of the data set.</summary>
    public const double EnoughNames = 0.95;

    public static string? PatientOf(string fileName)
    {
        Match match = Patient().Match(fileName);
        return match.Success ? match.Groups["id"].Value : null;
    }

    /// <summary><see cref="Bacteria"/>, <see cref="Virus"/> or null.</summary>
    public static string? CauseOf(string fileName)
    {
        const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;
        if (fileName.Contains("_bacteria_", AnyCase) || fileName.StartsWith("BACTERIA-", AnyCase))
            return Bacteria;
        return fileName.Contains("_virus_", AnyCase) || fileName.StartsWith("VIRUS-", AnyCase) ? Virus : null;
    }

    public static bool Fit(IReadOnlyCollection<RawImage> images)
        => images.Count > 0 && images.Count(i => PatientOf(i.FileName) is not null) >= EnoughNames * images.Count;

    [GeneratedRegex(
        @"^(?<id>person[0-9]+_(bacteria|virus)|(NORMAL2-)?IM-[0-9]+|(NORMAL|BACTERIA|VIRUS)-[0-9]+)[-_]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Patient();
}
