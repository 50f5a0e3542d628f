using System.IO.Compression;
using System.IO.Hashing;

namespace Pneumonia.Training.Downloads;

/// <summary>
/// Takes the images out of a zip that nobody has vouched for. Names are checked before anything is written, sizes while inflating (headers
/// lie), and the folder gets its name only when it is complete.
/// </summary>
public sealed class ArchiveExtractor
{
    private const long RatioMattersFrom = 1 << 20;
    private readonly ExtractionOptions _options;

    /// <summary>Makes an extractor.</summary>
    /// <param name="options">What is wanted and accepted; <see cref="ExtractionOptions.Default"/> where null.</param>
    public ArchiveExtractor(ExtractionOptions? options = null) => _options = options ?? ExtractionOptions.Default;

    /// <summary>
    /// Extracts into <c><paramref name="folder"/>.partial</c> and renames that when complete. What a killed run has left there is taken over
    /// file by file where size and CRC-32 fit.
    /// </summary>
    /// <param name="archivePath">The zip file.</param>
    /// <param name="folder">Folder to make. Where it exists, it must be empty or hold every wanted file already; nothing in it is ever changed.</param>
    /// <param name="progress">Hears about files; may be null.</param>
    /// <param name="cancellationToken">Stops the extraction; files done so far stay in <c>.partial</c>.</param>
    /// <exception cref="ArchiveException">The archive is damaged or breaks a rule, or the folder holds other things.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public Task<ExtractionResult> ExtractAsync(
        string archivePath, string folder, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(archivePath);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Task.Run(() => Extract(archivePath, Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), progress, cancellationToken), cancellationToken);
    }

    private ExtractionResult Extract(string archivePath, string folder, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new FileStream(archivePath, FileMode.Open, FileAccess.Read, FileShare.Read);
            CentralDirectory.CheckSize(stream, _options.MaxEntries);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var plan = ExtractionPlan.Make(archive, _options);
            if (plan.Files.Count == 0)
                throw new ArchiveException($"'{Path.GetFileName(archivePath)}' holds no wanted file: {plan.Skipped} entries, none below '{_options.Root}/' with an image's extension.");
            return IsOccupied(folder) ? Recognise(plan, folder, cancellationToken) : Write(plan, folder, progress, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            throw new ArchiveException($"'{Path.GetFileName(archivePath)}' is damaged: {fault.Message}", fault);
        }
    }

    private static bool IsOccupied(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private static ExtractionResult Recognise(ExtractionPlan plan, string folder, CancellationToken cancellationToken)
    {
        var missing = 0;
        foreach (var (entry, path) in plan.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsThere(entry, Path.Combine(folder, path))) missing++;
        }

        if (missing > 0)
            throw new ArchiveException($"'{folder}' exists, but {missing} of {plan.Files.Count} files are missing or different; remove it or choose another folder.");
        return new ExtractionResult(folder, 0, plan.Files.Count, plan.Skipped);
    }

    private ExtractionResult Write(ExtractionPlan plan, string folder, IProgress<ExtractionProgress>? progress, CancellationToken cancellationToken)
    {
        var partial = folder + ".partial";
        Directory.CreateDirectory(partial);
        var kept = 0;
        var total = 0L;
        for (var index = 0; index < plan.Files.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (entry, path) = plan.Files[index];
            var target = Path.Combine(partial, path);
            if (IsThere(entry, target))
            {
                kept++;
                total += entry.Length;
            }
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                total += Inflate(entry, target, _options.MaxTotalBytes - total, cancellationToken);
            }

            progress?.Report(new ExtractionProgress(index + 1, plan.Files.Count));
        }

        if (Directory.Exists(folder)) Directory.Delete(folder); // Empty, or it would have been recognised above.
        Directory.Move(partial, folder);
        return new ExtractionResult(folder, plan.Files.Count - kept, kept, plan.Skipped);
    }

    private static bool IsThere(ZipArchiveEntry entry, string path)
        => File.Exists(path) && new FileInfo(path).Length == entry.Length && ChecksumOf(path) == entry.Crc32;

    private static uint ChecksumOf(string path)
    {
        using var stream = File.OpenRead(path);
        var checksum = new Crc32();
        checksum.Append(stream);
        return checksum.GetCurrentHashAsUInt32();
    }

    private long Inflate(ZipArchiveEntry entry, string target, long left, CancellationToken cancellationToken)
    {
        using var source = entry.Open();
        using var sink = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var buffer = new byte[1 << 16];
        var bytes = 0L;
        var checksum = new Crc32();
        while (source.Read(buffer) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes += count;
            if (bytes > entry.Length) throw Refused(entry, $"inflates to more than the {entry.Length} bytes of its header");
            if (bytes > _options.MaxEntryBytes) throw Refused(entry, $"inflates to more than {_options.MaxEntryBytes} bytes");
            if (bytes > left) throw Refused(entry, $"takes the archive above {_options.MaxTotalBytes} bytes");
            if (bytes > RatioMattersFrom && bytes > entry.CompressedLength * _options.MaxCompressionRatio)
                throw Refused(entry, $"inflates more than {_options.MaxCompressionRatio}-fold");
            checksum.Append(buffer.AsSpan(0, count));
            sink.Write(buffer, 0, count);
        }

        if (bytes != entry.Length) throw Refused(entry, $"inflates to {bytes} bytes, its header says {entry.Length}");
        var crc = checksum.GetCurrentHashAsUInt32();
        if (crc != entry.Crc32) throw Refused(entry, $"has CRC-32 {crc:x8}, its header says {entry.Crc32:x8}");
        return bytes;
    }

    private static ArchiveException Refused(ZipArchiveEntry entry, string fault)
        => new($"The archive is refused: '{entry.FullName}' {fault}.");
}
