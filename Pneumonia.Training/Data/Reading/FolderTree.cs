using System.Security;

namespace Pneumonia.Training.Data.Reading;

/// <summary>All images below a folder. Each folder is visited once, so links can't lead in circles.</summary>
internal sealed class FolderTree
{
    private const int MaxDepth = 32;
    private readonly HashSet<string> visited =
        new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly HashSet<string> extensions;
    private readonly DataSetOptions options;
    private readonly FaultList faults;
    private readonly CancellationToken cancellationToken;

    private FolderTree(DataSetOptions options, FaultList faults, CancellationToken cancellationToken)
    {
        extensions = new(options.Extensions, StringComparer.OrdinalIgnoreCase);
        this.options = options;
        this.faults = faults;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>Relative names with <c>/</c> between the parts.</summary>
    public List<string> Images { get; } = [];

    public int OtherFiles { get; private set; }

    /// <summary>Images of no bytes (and devices and pipes, which must not be opened).</summary>
    public List<string> Empty { get; } = [];

    /// <summary>Links to nowhere, and folders met a second time or nested too deep.</summary>
    public List<string> Skipped { get; } = [];

    public static FolderTree Walk(string root, DataSetOptions options, FaultList faults, CancellationToken cancellationToken)
    {
        var tree = new FolderTree(options, faults, cancellationToken);
        var folder = new DirectoryInfo(root);
        tree.Visit(folder, RealPath(folder) ?? root, "", 0);
        return tree;
    }

    /// <summary>What to tell of a folder that can't be listed.</summary>
    internal static string Describe(string folder, Exception cause) => cause is UnauthorizedAccessException or SecurityException
        ? $"no permission to list the folder {Show.Quoted(folder)}."
        : $"the folder {Show.Quoted(folder)} can't be listed: {Show.Plain(cause.Message)}";

    private void Visit(DirectoryInfo folder, string realPath, string prefix, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > MaxDepth || !visited.Add(realPath))
        {
            Skipped.Add(prefix);
            return;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SecurityException or IOException)
        {
            faults.Add(Describe(folder.FullName, e));
            return;
        }

        Array.Sort(entries, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (IsHidden(entry))
                continue;
            string name = prefix.Length == 0 ? entry.Name : $"{prefix}/{entry.Name}";
            if (entry is DirectoryInfo child)
                VisitChild(child, Path.Combine(realPath, entry.Name), name, depth);
            else
                Take((FileInfo)entry, name);
        }
    }

    private void VisitChild(DirectoryInfo child, string path, string name, int depth)
    {
        string? real = child.Attributes.HasFlag(FileAttributes.ReparsePoint) ? RealPath(child) : path;
        if (real is null)
            Skipped.Add(name);
        else
            Visit(child, real, name, depth + 1);
    }

    private void Take(FileInfo file, string name)
    {
        if (!extensions.Contains(file.Extension))
            OtherFiles++;
        else if (Length(file) is not { } length)
            Skipped.Add(name);
        else if (length == 0)
            Empty.Add(name);
        else if (Images.Count >= options.MaxImages)
            throw faults.Fatal($"it holds more than {options.MaxImages} images ({nameof(DataSetOptions.MaxImages)}).");
        else
            Images.Add(name);
    }

    private static bool IsHidden(FileSystemInfo entry)
        => entry.Name.StartsWith('.')
            || entry.Name.Equals("__MACOSX", StringComparison.OrdinalIgnoreCase)
            || entry.Name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
            || entry.Name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase)
            || (OperatingSystem.IsWindows() && entry.Attributes.HasFlag(FileAttributes.Hidden));

    /// <summary>Size in bytes, that of the target for a link; null where there is no such file.</summary>
    internal static long? Length(FileInfo file)
    {
        try
        {
            FileSystemInfo target = file;
            // Not every reparse point is a link: files that OneDrive holds are none, and stand for themselves.
            if (file.Attributes.HasFlag(FileAttributes.ReparsePoint))
                target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return target is FileInfo { Exists: true } real ? real.Length : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? RealPath(DirectoryInfo folder)
    {
        try
        {
            return (folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
