namespace Pneumonia.Training.Downloads;

/// <summary>
/// Fetches the paediatric chest X-rays of Kermany, Zhang and Goldbaum (2018, doi:10.17632/rscbjbr9sj.2, CC BY 4.0), extracts them and says
/// whether all are there. Every step may be killed and goes on where it stopped.
/// </summary>
public sealed class KermanyDownload
{
    private const string DataFolder = "chest_xray";
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    /// <summary>Makes a downloader.</summary>
    /// <param name="client">Sends the requests; see <see cref="ResumableDownload.CreateClient"/>.</param>
    /// <param name="time">Clock of pauses and timeouts; the system's where null.</param>
    public KermanyDownload(HttpClient client, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Makes <c><paramref name="folder"/>/chest_xray/{train,test}/{NORMAL,PNEUMONIA}</c>. A <c>chest_xray</c> that is there already is only counted.</summary>
    /// <param name="folder">Folder to work in; made where missing. Needs about 2.5 GB while working.</param>
    /// <param name="options">Source and expectations; <see cref="KermanyDownloadOptions.Default"/> where null.</param>
    /// <param name="progress">Hears about bytes and files; may be null.</param>
    /// <param name="cancellationToken">Stops the work; what is done so far is kept for the next run.</param>
    /// <exception cref="DownloadException">No mirror gave the archive.</exception>
    /// <exception cref="ArchiveException">The archive is damaged or breaks a rule; it is removed, so that the next run fetches it anew.</exception>
    public async Task<KermanyDownloadResult> RunAsync(
        string folder, KermanyDownloadOptions? options = null, IProgress<KermanyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= KermanyDownloadOptions.Default;
        var data = Path.Combine(Path.GetFullPath(folder), DataFolder);
        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()) return Count(data, options, wasThere: true);

        var archive = Path.Combine(Path.GetFullPath(folder), options.ArchiveName);
        await FetchAsync(archive, options, progress, cancellationToken).ConfigureAwait(false);
        await ExtractAsync(archive, data, options, progress, cancellationToken).ConfigureAwait(false);
        if (!options.KeepArchive) File.Delete(archive);
        return Count(data, options, wasThere: false);
    }

    private async Task FetchAsync(string archive, KermanyDownloadOptions options, IProgress<KermanyProgress>? progress, CancellationToken cancellationToken)
    {
        // It got its name only when complete; without a published hash there is nothing more to ask of it here.
        if (File.Exists(archive) && options.ArchiveSha256 is null && options.ArchiveBytes is null) return;
        var request = new DownloadRequest
        {
            Mirrors = options.Mirrors,
            TargetPath = archive,
            ExpectedBytes = options.ArchiveBytes,
            Sha256 = options.ArchiveSha256,
            MaxBytes = options.MaxArchiveBytes,
        };
        var relay = progress is null ? null : new Relay<DownloadProgress>(
            now => progress.Report(new KermanyProgress(KermanyStage.Downloading, now.Bytes, now.Total, now.BytesPerSecond)));
        await new ResumableDownload(_client, options.Download, _time).FetchAsync(request, relay, cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExtractAsync(
        string archive, string data, KermanyDownloadOptions options, IProgress<KermanyProgress>? progress, CancellationToken cancellationToken)
    {
        var relay = progress is null ? null : new Relay<ExtractionProgress>(
            now => progress.Report(new KermanyProgress(KermanyStage.Extracting, now.Files, now.TotalFiles, 0)));
        try
        {
            await new ArchiveExtractor(options.Extraction).ExtractAsync(archive, data, relay, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveException)
        {
            File.Delete(archive); // Or every later run would stumble over it.
            throw;
        }
    }

    private static KermanyDownloadResult Count(string data, KermanyDownloadOptions options, bool wasThere)
    {
        var counts = options.Counts.Select(count => count with { Found = Images(Path.Combine(data, count.Split, count.Label), options) }).ToArray();
        var deviations = counts.Where(count => count.Found != count.Expected)
            .Select(count => $"{count.Split}/{count.Label} holds {count.Found} images, {count.Expected} were published.").ToArray();
        return new KermanyDownloadResult(data, counts, deviations, wasThere);
    }

    private static int Images(string folder, KermanyDownloadOptions options)
        => Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Count(file => options.Extraction.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            : 0;

    /// <summary>Unlike <see cref="Progress{T}"/> it reports at once and in order.</summary>
    private sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
