namespace Pneumonia.Training.Data;

/// <summary>Something the tool decided or found in the data and must tell the user.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">One or two sentences that name the thing, the rule and the value found. Free of control characters.</param>
public sealed record DataNote(NoteSeverity Severity, string Text)
{
    internal static DataNote Info(string text) => new(NoteSeverity.Info, text);

    internal static DataNote Warning(string text) => new(NoteSeverity.Warning, text);
}
