namespace Pneumonia.Training.Data;

/// <summary>How much a note matters.</summary>
public enum NoteSeverity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Info,

    /// <summary>May change what the result means; the user should look.</summary>
    Warning,
}
