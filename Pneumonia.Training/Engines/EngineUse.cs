namespace Pneumonia.Training.Engines;

/// <summary>Which of the named engines a run uses.</summary>
public enum EngineUse
{
    /// <summary>All that can run, side by side in one search.</summary>
    All,

    /// <summary>
    /// The first, in the order of their naming, that can run and suits the images and the budget. Out-of-fold figures can't make this choice: they do not
    /// show how an engine crosses a shift between hospitals or scanners.
    /// </summary>
    FirstSuitable,
}
