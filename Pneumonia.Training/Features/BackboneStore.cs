using System.Security.Cryptography;
using Pneumonia.Training.Downloads;

namespace Pneumonia.Training.Features;

/// <summary>
/// Finds backbones: the one that ships ("chest"), those of the catalogue that were downloaded into a folder of this machine, and local files.
/// Downloads only when told to; resolving never touches the network.
/// </summary>
public sealed class BackboneStore
{
    /// <summary>Environment variable that names the cache folder.</summary>
    public const string FolderVariable = "PNEUMONIA_BACKBONES";

    /// <summary>Name of the backbone that ships with the library and is always there.</summary>
    public const string DefaultName = EmbeddedBackbone.Name;

    // Protobuf, and so ONNX in one file, ends at 2 GiB.
    private const long LargestFile = int.MaxValue;

    /// <summary>Makes a store.</summary>
    /// <param name="folder">Cache folder; need not exist. <see cref="DefaultFolder"/> where null.</param>
    public BackboneStore(string? folder = null) => Folder = Path.GetFullPath(folder ?? DefaultFolder);

    /// <value>The folder that <see cref="FolderVariable"/> names, else <c>Pneumonia.MLNet/backbones</c> in the user's local application data.</value>
    public static string DefaultFolder
        => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            ? folder
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "Pneumonia.MLNet", "backbones");

    /// <value>Full path of the cache folder.</value>
    public string Folder { get; }

    /// <summary>Finds a backbone and checks its hash.</summary>
    /// <param name="nameOrPath">"chest", a catalogue name or alias in any case, or the path of a local .onnx file. Names go before files.</param>
    /// <exception cref="BackboneException">Nothing goes by that name, it isn't downloaded, or its file is damaged; the message says what to do.</exception>
    public Backbone Resolve(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        if (nameOrPath.Equals(DefaultName, StringComparison.OrdinalIgnoreCase)) return EmbeddedBackbone.Instance;
        if (!LooksLikePath(nameOrPath) && BackboneCatalog.Find(nameOrPath) is { } entry) return FromCache(entry);
        if (File.Exists(nameOrPath)) return FromFile(Path.GetFullPath(nameOrPath));
        throw Unknown(nameOrPath);
    }

    /// <summary>Whether the file of a catalogue entry is in the cache with the right size. Fast: the hash is checked by <see cref="Resolve"/>.</summary>
    public bool IsDownloaded(BackboneCatalogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var file = new FileInfo(PathOf(entry));
        return file.Exists && file.Length == entry.Bytes;
    }

    /// <summary>Fetches a backbone of the catalogue into the cache, unless it is there, and resolves it.</summary>
    /// <param name="name">Catalogue name or alias, in any case.</param>
    /// <param name="downloader">Fetches the file.</param>
    /// <param name="progress">Hears about bytes; may be null.</param>
    /// <param name="cancellationToken">Stops the download; what has come so far is kept.</param>
    /// <exception cref="BackboneException">The catalogue has no such name.</exception>
    /// <exception cref="DownloadException">No mirror gave the file with the pinned size and hash.</exception>
    public Task<Backbone> DownloadAsync(
        string name, ResumableDownload downloader, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Equals(DefaultName, StringComparison.OrdinalIgnoreCase)) return Task.FromResult(EmbeddedBackbone.Instance);
        return DownloadAsync(BackboneCatalog.Find(name) ?? throw Unknown(name), downloader, progress, cancellationToken);
    }

    /// <summary>Fetches the file of an entry, of the catalogue or one of the caller's own, into the cache, unless it is there.</summary>
    /// <param name="entry">What to fetch; its name becomes a file name.</param>
    /// <param name="downloader">Fetches the file.</param>
    /// <param name="progress">Hears about bytes; may be null.</param>
    /// <param name="cancellationToken">Stops the download; what has come so far is kept.</param>
    /// <exception cref="ArgumentException">The entry's name is no file name.</exception>
    /// <exception cref="DownloadException">No mirror gave the file with the pinned size and hash.</exception>
    public async Task<Backbone> DownloadAsync(
        BackboneCatalogEntry entry, ResumableDownload downloader, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(downloader);
        var request = new DownloadRequest
        {
            Mirrors = entry.Mirrors,
            TargetPath = PathOf(entry),
            ExpectedBytes = entry.Bytes,
            Sha256 = entry.Sha256,
            MaxBytes = LargestFile,
        };
        await downloader.FetchAsync(request, progress, cancellationToken).ConfigureAwait(false);
        return FromCache(entry);
    }

    private static bool LooksLikePath(string text) => text.Contains('/') || text.Contains('\\');

    private string PathOf(BackboneCatalogEntry entry)
    {
        if (LooksLikePath(entry.Name) || entry.Name.Contains("..", StringComparison.Ordinal) || entry.Name.Contains(':'))
            throw new ArgumentException($"A catalogue entry's name must be a file name; found '{entry.Name}'.", nameof(entry));
        return Path.Combine(Folder, entry.Name + ".onnx");
    }

    private Backbone FromCache(BackboneCatalogEntry entry)
    {
        var path = PathOf(entry);
        if (!File.Exists(path))
            throw new BackboneException($"Backbone '{entry.Name}' ({entry.Bytes / 1e6:0} MB) isn't in '{Folder}'. Run: pneumonia backbones download {entry.Name}");
        var hash = Hash(path);
        if (!hash.Equals(entry.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new BackboneException($"Backbone '{entry.Name}' in '{Folder}' is damaged: its SHA-256 is {hash}, expected {entry.Sha256}. Run: pneumonia backbones download {entry.Name}");
        return new Backbone(entry.Name, hash, entry.Bytes, entry.Licence, () => File.ReadAllBytes(path), static () => null);
    }

    private static Backbone FromFile(string path)
    {
        if (!path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            throw new BackboneException($"A backbone must be an .onnx file; found '{path}'.");
        var bytes = new FileInfo(path).Length;
        if (bytes is 0 or > LargestFile) throw new BackboneException($"A backbone must have 1…{LargestFile} bytes; '{path}' has {bytes}.");
        var hash = Hash(path);
        if (hash == EmbeddedBackbone.Instance.Sha256) return EmbeddedBackbone.Instance;
        var known = BackboneCatalog.FindByHash(hash);
        return new Backbone(known?.Name ?? Path.GetFileNameWithoutExtension(path), hash, bytes, known?.Licence, () => File.ReadAllBytes(path));
    }

    private static string Hash(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackboneException($"Backbone file '{path}' can't be read: {fault.Message}", fault);
        }
    }

    private static BackboneException Unknown(string typed)
    {
        var names = BackboneCatalog.Entries.Select(entry => entry.Name).Prepend(DefaultName).ToArray();
        var aliases = BackboneCatalog.Entries.SelectMany(entry => entry.Aliases);
        var hint = NameHint.Nearest(typed, names.Concat(aliases)) is { } near ? $" Did you mean '{near}'?" : "";
        return new BackboneException($"There is no backbone '{typed}', neither by that name nor as a file.{hint} Known are {string.Join(", ", names)}, and any .onnx file by its path.");
    }
}
