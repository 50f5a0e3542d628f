using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary>Files as they were named, folders as the images in them.</summary>
internal static class ImagePaths
{
    private static readonly EnumerationOptions Walk = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    private static readonly HashSet<string> Extensions = new(new DataSetOptions().Extensions, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Expand(IEnumerable<string> paths)
        => paths.SelectMany(static path => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", Walk).Where(static f => Extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path]);
}
