namespace Pneumonia.Training.Packaging;

/// <summary>A temporary folder of our own, gone when disposed. ML.NET leaves files behind; here they leave with the folder.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private PrivateFolder(string path) => Path = path;

    public string Path { get; }

    public static PrivateFolder Create() => new(Directory.CreateTempSubdirectory("pneumonia-").FullName);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A scanner may hold a file open; what is left lies in the system's temp folder, which cleans itself.
        }
    }
}
