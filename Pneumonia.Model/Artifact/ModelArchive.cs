using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Artifact;

/// <summary>Reads a model .zip. Nothing in it is believed before its hash is checked.</summary>
internal sealed class ModelArchive : IDisposable
{
    private readonly ZipArchive zip;
    private readonly Stream stream;
    private readonly string name;

    private ModelArchive(ZipArchive zip, Stream stream, string name, ModelManifest manifest)
    {
        this.zip = zip;
        this.stream = stream;
        this.name = name;
        Manifest = manifest;
    }

    public ModelManifest Manifest { get; }

    /// <value>What messages call the file.</value>
    public string Name => name;

    /// <summary>Opens the archive and checks its manifest against the seal; the rest is checked as it is read.</summary>
    /// <param name="stream">Read from its position to its end, then disposed.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="maxGraphBytes">Largest graph: bounds what is kept of a stream that can't seek.</param>
    /// <exception cref="ModelFileException">The file is refused.</exception>
    public static ModelArchive Open(Stream stream, string name, long maxGraphBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ZipArchive? zip = null;
        try
        {
            var whole = Guarded(name, () => FromItsStart(stream, name, maxGraphBytes));
            zip = Guarded(name, () => new ZipArchive(whole, ZipArchiveMode.Read, leaveOpen: false));
            var manifest = Guarded(name, () => ReadManifest(zip, name));
            return new ModelArchive(zip, whole, name, manifest);
        }
        catch
        {
            zip?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    public static ModelArchive Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "does not exist",
                UnauthorizedAccessException => "may not be read, or is a folder",
                _ => $"can't be opened: {e.Message}",
            };
            throw new ModelFileException(ModelFileFault.Missing, $"The model file '{path}' {reason}.", e);
        }

        return Open(file, path, Array.MaxLength);
    }

    /// <summary>Puts the file's name before what code that doesn't know it says of its content.</summary>
    public T Named<T>(Func<T> read) => Named(name, read);

    /// <summary>The raw ONNX bytes, checked against the manifest's hash.</summary>
    public byte[] ReadGraph(long maxBytes) => Guarded(name, () =>
    {
        var graph = Manifest.Graph;
        var prefix = graph.Entry.EndsWith(ArtifactLayout.OnnxEntrySuffix, StringComparison.Ordinal) ? ArtifactLayout.OnnxEntryPrefixBytes : 0;
        var allowed = Math.Min(maxBytes, Array.MaxLength);
        if (graph.Bytes > allowed)
        {
            throw new ModelFileException(
                ModelFileFault.TooLarge, $"The graph of '{name}' has {graph.Bytes:N0} bytes; {nameof(ClassifierOptions.MaxGraphBytes)} allows {allowed:N0}.");
        }

        var entry = Entry(zip, graph.Entry, name);
        if (entry.Length != prefix + graph.Bytes) throw Corrupt($"entry '{graph.Entry}' has {entry.Length:N0} bytes, not the {prefix + graph.Bytes:N0} that its manifest tells of");
        using var stream = OpenPlausible(entry, name);
        var head = new byte[prefix];
        stream.ReadExactly(head);
        if (prefix > 0 && BinaryPrimitives.ReadInt32LittleEndian(head) != graph.Bytes) throw Corrupt($"entry '{graph.Entry}' begins with a wrong length");
        var bytes = new byte[graph.Bytes];
        stream.ReadExactly(bytes);
        if (stream.ReadByte() >= 0) throw Corrupt($"entry '{graph.Entry}' is longer than the manifest says ({graph.Bytes:N0} bytes)");
        CheckHash(SHA256.HashData(bytes), graph.Sha256, "the graph");
        return bytes;
    });

    /// <summary>A text beside the manifest, checked against its hash there, or null where the file has none.</summary>
    public string? ReadText(string entryName) => Guarded(name, () =>
    {
        if (!Manifest.Files.TryGetValue(entryName, out var expected)) return null;
        var bytes = ReadCapped(Entry(zip, entryName, name), ArtifactLayout.MaxTextBytes, name);
        CheckHash(SHA256.HashData(bytes), expected, $"entry '{entryName}'");
        return Encoding.UTF8.GetString(bytes);
    });

    /// <summary>Checks every entry against the manifest, for the road on which ML.NET reads them all.</summary>
    public void VerifyEveryEntry() => Guarded(name, () =>
    {
        foreach (var entry in zip.Entries.Where(static e => e.FullName is not (ArtifactLayout.Manifest or ArtifactLayout.Seal)))
        {
            if (!Manifest.Files.TryGetValue(entry.FullName, out var expected)) throw Corrupt($"entry '{entry.FullName}' is not in the manifest");
            using var stream = entry.Open();
            CheckHash(SHA256.HashData(stream), expected, $"entry '{entry.FullName}'");
        }

        foreach (var expected in Manifest.Files.Keys) Entry(zip, expected, name);
        return true;
    });

    /// <summary>The whole file in memory after every entry was checked, for ML.NET, which reads it all: what was checked is what is read.</summary>
    public MemoryStream ReadVerified(long maxGraphBytes)
    {
        var allowed = Math.Min(maxGraphBytes + ArtifactLayout.MaxBytesBesideGraph, Array.MaxLength);
        if (stream.Length > allowed) throw new ModelFileException(ModelFileFault.TooLarge, $"'{name}' has {stream.Length:N0} bytes; {allowed:N0} are allowed.");
        var bytes = new byte[stream.Length];
        Guarded(name, () =>
        {
            stream.Position = 0;
            stream.ReadExactly(bytes);
            return true;
        });
        using var copy = Open(new MemoryStream(bytes, writable: false), name, maxGraphBytes);
        // The manifest is that of the copy's seal too: a file that changed in between is refused.
        if (!copy.Manifest.Files.SequenceEqual(Manifest.Files)) throw Corrupt("it changed while it was read");
        copy.VerifyEveryEntry();
        return new MemoryStream(bytes, writable: false);
    }

    public void Dispose() => zip.Dispose();

    private static ModelManifest ReadManifest(ZipArchive zip, string name)
    {
        if (zip.Entries.Count > ArtifactLayout.MaxEntries)
        {
            throw new ModelFileException(ModelFileFault.NotAPneumoniaModel, $"'{name}' has {zip.Entries.Count:N0} entries; no model has more than {ArtifactLayout.MaxEntries:N0}.");
        }

        if (zip.GetEntry(ArtifactLayout.Manifest) is not { } entry)
        {
            throw new ModelFileException(
                ModelFileFault.NotAPneumoniaModel, $"'{name}' is a .zip without '{ArtifactLayout.Manifest}': it was not made by Pneumonia.MLNet.");
        }

        var bytes = ReadCapped(entry, ArtifactLayout.MaxManifestBytes, name);
        var seal = Encoding.ASCII.GetString(ReadCapped(Entry(zip, ArtifactLayout.Seal, name), 256, name)).Trim();
        if (!Hex(SHA256.HashData(bytes)).Equals(seal, StringComparison.Ordinal)) throw Corrupt(name, "the manifest does not match its seal");
        return Named(name, () => ManifestSerializer.Read(bytes));
    }

    // ZipArchive counts offsets from a stream's very start, whatever its position; what can't seek it would copy without a bound.
    private static Stream FromItsStart(Stream stream, string name, long maxGraphBytes)
    {
        if (stream.CanSeek && stream.Position == 0) return stream;
        var allowed = Math.Min(maxGraphBytes + ArtifactLayout.MaxBytesBesideGraph, Array.MaxLength);
        var copy = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var read)
        {
            if (copy.Length + read > allowed) throw new ModelFileException(ModelFileFault.TooLarge, $"The model in {name} has more than {allowed:N0} bytes.");
            copy.Write(buffer, 0, read);
        }

        stream.Dispose();
        copy.Position = 0;
        return copy;
    }

    // Opening checks that the compressed bytes lie within the file; then the claim on memory can't be much larger than the file.
    private static Stream OpenPlausible(ZipArchiveEntry entry, string name)
    {
        var stream = entry.Open();
        if (entry.Length / ArtifactLayout.MaxInflation <= entry.CompressedLength) return stream;
        stream.Dispose();
        throw Corrupt(name, $"entry '{entry.FullName}' claims {entry.Length:N0} bytes out of {entry.CompressedLength:N0}");
    }

    private static byte[] ReadCapped(ZipArchiveEntry entry, long maxBytes, string name)
    {
        if (entry.Length > maxBytes)
        {
            throw new ModelFileException(ModelFileFault.TooLarge, $"Entry '{entry.FullName}' of '{name}' has {entry.Length:N0} bytes; {maxBytes:N0} are allowed.");
        }

        // The header may lie about the length, so the reading itself is bounded too.
        using var stream = OpenPlausible(entry, name);
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        if (stream.ReadByte() >= 0) throw Corrupt(name, $"entry '{entry.FullName}' is longer than its header says");
        return bytes;
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string entry, string name)
        => zip.GetEntry(entry) ?? throw Corrupt(name, $"entry '{entry}' is missing");

    private void CheckHash(byte[] actual, string expected, string what)
    {
        var hex = Hex(actual);
        if (!hex.Equals(expected, StringComparison.Ordinal)) throw Corrupt($"{what} has SHA-256 {hex[..12]}…, the manifest says {expected[..Math.Min(12, expected.Length)]}…");
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private ModelFileException Corrupt(string what) => Corrupt(name, what);

    private static ModelFileException Corrupt(string name, string what)
        => new(ModelFileFault.Corrupt, $"The model file '{name}' is damaged or was changed: {what}.");

    private static T Named<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelFileException e) when (!e.Message.Contains(name, StringComparison.Ordinal))
        {
            throw new ModelFileException(e.Fault, $"'{name}': {e.Message}", e.InnerException);
        }
    }

    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException e)
        {
            throw new ModelFileException(ModelFileFault.Corrupt, $"The model file '{name}' is damaged: an entry breaks off.", e);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new ModelFileException(ModelFileFault.NotAZip, $"'{name}' is no readable .zip (broken off, damaged or of another kind): {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new ModelFileException(ModelFileFault.NotAZip, $"'{name}' could not be read to its end: {e.Message}", e);
        }
    }
}
