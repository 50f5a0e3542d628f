namespace Pneumonia.Tests.Fixtures;

/// <summary>One temporary folder for what several test classes share; gone when the test run ends.</summary>
[TestClass]
public static class TestRunFolder
{
    private static readonly Lazy<string> Folder = new(static () => Directory.CreateTempSubdirectory("pneumonia-tests-").FullName);

    internal static string At(params string[] segments) => Path.Combine([Folder.Value, .. segments]);

    [AssemblyCleanup]
    public static void Remove()
    {
        if (Folder.IsValueCreated)
            Directory.Delete(Folder.Value, recursive: true);
    }
}
