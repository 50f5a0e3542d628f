namespace Pneumonia.Training.Screening;

/// <summary>What becomes of a finding that is a warning. What is mere information is only ever reported.</summary>
public enum ScreeningPolicy
{
    /// <summary>It is told, and the images stay. What can't be decoded is left out all the same.</summary>
    Report,

    /// <summary>The images it names are left out, where leaving out helps; of duplicates the first stays unless their labels differ.</summary>
    Exclude,

    /// <summary>The run ends, and all such findings are listed.</summary>
    Fail,
}
