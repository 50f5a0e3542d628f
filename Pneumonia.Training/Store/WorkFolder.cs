namespace Pneumonia.Training.Store;

/// <summary>
/// The folder that remembers: features and trials in <c>store.db</c>, checkpoints beside it. One training run has it at a time.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    /// <summary>Name of the folder where none is given.</summary>
    public const string DefaultName = ".pneumonia";

    internal const string LockName = "lock";

    private readonly FileStream ownership;

    private WorkFolder(string path, FileStream ownership)
    {
        Path = path;
        this.ownership = ownership;
    }

    /// <value>Full path of the folder.</value>
    public string Path { get; }

    /// <value>Full path of the SQLite file inside.</value>
    public string StorePath => System.IO.Path.Combine(Path, "store.db");

    /// <summary>Makes the folder where it is missing and takes hold of it.</summary>
    /// <exception cref="WorkFolderException">Another run has it, or it can't be written.</exception>
    public static WorkFolder Open(string path)
    {
        var full = path;
        try
        {
            full = System.IO.Path.GetFullPath(path);
            Directory.CreateDirectory(full);
            var file = System.IO.Path.Combine(full, LockName);
            return new WorkFolder(full, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new WorkFolderException($"The work folder '{full}' can't be written: {e.Message} Name another with --work.", e);
        }
        catch (ArgumentException e)
        {
            throw new WorkFolderException($"'{path}' is no name for a work folder: {e.Message} Name another with --work.", e);
        }
        catch (IOException e)
        {
            var remedy = IsTaken(e) ? "Another training run may hold it; wait for it or name another folder with --work." : "Name another with --work.";
            throw new WorkFolderException($"The work folder '{full}' can't be used: {e.Message} {remedy}", e);
        }
    }

    // What Windows (sharing violation), Linux and macOS (would block) call a file that another process has.
    private static bool IsTaken(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;

    /// <inheritdoc/>
    public void Dispose() => ownership.Dispose();
}
