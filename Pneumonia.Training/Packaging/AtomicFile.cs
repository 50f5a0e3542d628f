namespace Pneumonia.Training.Packaging;

/// <summary>Writes a file beside its target and renames it when it is whole, so that a reader never sees half a file.</summary>
internal static class AtomicFile
{
    /// <exception cref="IOException">The disk is full or the folder can't be written; an older file of that name is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var part = full + ".part";
        // Opened outside the try: what another process is writing under that name is not ours to delete.
        var stream = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, full, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
