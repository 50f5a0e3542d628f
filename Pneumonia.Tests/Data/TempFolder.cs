namespace Pneumonia.Tests.Data;

/// <summary>A private folder that goes when the test does. Its name has spaces and umlauts, so every test proves that they work.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("Röntgen bilder ").FullName;

    public string Path { get; }

    public string At(params string[] segments) => System.IO.Path.Combine([Path, .. segments]);

    /// <summary>Writes files; the text of each is its own name unless given, so that contents differ.</summary>
    public TempFolder With(params string[] names)
    {
        foreach (string name in names)
            Write(name, name);
        return this;
    }

    /// <summary>Writes <c>prefix0suffix</c>, <c>prefix1suffix</c>, ….</summary>
    public TempFolder WithMany(int count, string prefix, string suffix = ".png")
        => With([.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}{suffix}")]);

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
