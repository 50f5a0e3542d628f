namespace Pneumonia.Tests.Downloads;

/// <summary>A temporary folder of one test, gone with it.</summary>
internal sealed class PrivateFolder : IDisposable
{
    public PrivateFolder() => Path = Directory.CreateTempSubdirectory("pneumonia-test-").FullName;

    public string Path { get; }

    public string At(params string[] segments) => System.IO.Path.Combine([Path, .. segments]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
