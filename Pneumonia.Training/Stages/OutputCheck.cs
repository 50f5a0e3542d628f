namespace Pneumonia.Training.Stages;

/// <summary>Finds out before the work, not after it, whether the model can be written where it should go.</summary>
internal static class OutputCheck
{
    /// <exception cref="TrainingOptionsException">It can't.</exception>
    public static void Require(string modelPath)
    {
        var full = Path.GetFullPath(modelPath);
        if (Directory.Exists(full)) throw new TrainingOptionsException([$"The model path (--out) must be a file; '{full}' is a folder."]);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using var probe = new FileStream($"{full}.probe", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingOptionsException([$"The model (--out) can't be written to '{full}': {e.Message}"]);
        }
    }
}
