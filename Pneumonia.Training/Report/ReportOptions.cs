namespace Pneumonia.Training.Report;

/// <summary>How a report is written.</summary>
public sealed record ReportOptions
{
    /// <value>The folder for <c>report.html</c>, <c>metrics.json</c> and <c>model-card.md</c>; made where it is missing.</value>
    public string Folder { get; init; } = "report";

    /// <value>Whether the worst errors are shown as small pictures. Default true; false where patients' images must not leave their place.</value>
    public bool Thumbnails { get; init; } = true;

    /// <value>Most errors listed, misses and false alarms together. Range 0…200; default 24.</value>
    public int MaxErrors { get; init; } = 24;

    /// <value>Most pictures of screening's findings. Range 0…200; default 24. The findings themselves are all counted, and all listed in the JSON.</value>
    public int MaxFindings { get; init; } = 24;

    /// <value>Most suspect labels shown. Range 0…200; default 24.</value>
    public int MaxSuspects { get; init; } = 24;

    /// <value>The command that was typed, shown in the report; null where there was none.</value>
    public string? Command { get; init; }

    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Folder)) yield return "The report folder (--report) is empty.";
        if (MaxErrors is < 0 or > 200) yield return $"The number of errors in the report must lie in 0…200; it is {MaxErrors}.";
        if (MaxFindings is < 0 or > 200) yield return $"The number of screening pictures in the report must lie in 0…200; it is {MaxFindings}.";
        if (MaxSuspects is < 0 or > 200) yield return $"The number of suspect labels in the report must lie in 0…200; it is {MaxSuspects}.";
    }
}
