namespace Pneumonia.Training.Stages;

/// <summary>Finds out before the work, not after it, whether model and report can be written where they should go.</summary>
internal static class OutputCheck
{
    /// <param name="modelPath">The file.</param>
    /// <param name="reportFolder">The folder; null where no report is asked for.</param>
    /// <exception cref="TrainingOptionsException">They can't; both faults are listed.</exception>
    public static void Require(string modelPath, string? reportFolder = null)
    {
        var full = Path.GetFullPath(modelPath);
        var faults = new List<string>();
        if (Directory.Exists(full)) faults.Add($"The model path (--out) must be a file; '{full}' is a folder.");
        else if (Fault(Path.GetDirectoryName(full)!, Path.GetFileName(full)) is { } problem) faults.Add($"The model (--out) can't be written to '{full}': {problem}");
        if (reportFolder is not null && Fault(reportFolder, "report") is { } fault) faults.Add($"The report (--report) can't be written into '{Path.GetFullPath(reportFolder)}': {fault}");
        if (faults.Count > 0) throw new TrainingOptionsException(faults);
    }

    private static string? Fault(string folder, string name)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // A name of its own: others may ask at the same moment, and nobody's file may be written over.
            var probe = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}.probe");
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
