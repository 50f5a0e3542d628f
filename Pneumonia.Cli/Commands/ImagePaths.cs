using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary>Files as they were named, folders as the images in them and below them.</summary>
internal static class ImagePaths
{
    private static readonly EnumerationOptions OneLevel = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>What a file in a folder must end with to be taken for an image; a file that is named is taken whatever it ends with.</summary>
    public static SortedSet<string> Extensions { get; } = new(new DataSetOptions().Extensions, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Expand(IEnumerable<string> paths)
        => paths.SelectMany(static path => Directory.Exists(path) ? Walk(path) : [path]);

    private static IEnumerable<string> Walk(string folder)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", OneLevel).OrderBy(static e => e.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What can't be looked into is answered as an image that can't be read: nothing is left out in silence.
            return [folder];
        }

        // A link to a folder may lead back to where it stands.
        return entries.SelectMany(entry => entry switch
        {
            DirectoryInfo { LinkTarget: null } => Walk(Path.Combine(folder, entry.Name)),
            FileInfo when Extensions.Contains(entry.Extension) => [Path.Combine(folder, entry.Name)],
            _ => (IEnumerable<string>)[],
        });
    }
}
