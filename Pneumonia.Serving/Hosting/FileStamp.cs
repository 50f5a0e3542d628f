namespace Pneumonia.Serving.Hosting;

/// <summary>What tells one version of a file from the next without reading it.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written)
{
    /// <returns>Null where there is no such file, or it may not be looked at.</returns>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
