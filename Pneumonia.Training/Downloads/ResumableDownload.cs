using System.Globalization;

namespace Pneumonia.Training.Downloads;

/// <summary>
/// Fetches one file over HTTP so that a broken line, a killed process or a dead mirror costs as little as possible: bytes go to
/// <c>.part</c>, a later attempt asks for the rest (RFC 9110 §14, Range with If-Range), mirrors are tried in order, and the file gets its
/// name only when size and hash are right.
/// </summary>
/// <remarks>Safe for concurrent downloads of different files.</remarks>
public sealed class ResumableDownload
{
    private const long ProgressWorthMentioning = 1 << 20;
    private readonly HttpClient _client;
    private readonly DownloadOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a downloader.</summary>
    /// <param name="client">Sends the requests; see <see cref="CreateClient"/>. Its own timeout covers waiting for the headers only.</param>
    /// <param name="options">Patience; <see cref="DownloadOptions.Default"/> where null.</param>
    /// <param name="time">Clock of pauses, timeouts and rates; the system's where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ResumableDownload(HttpClient client, DownloadOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? DownloadOptions.Default;
        _time = time ?? TimeProvider.System;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.AttemptsPerMirror, 1, nameof(DownloadOptions.AttemptsPerMirror));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.FirstPause, TimeSpan.Zero, nameof(DownloadOptions.FirstPause));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.LongestPause, TimeSpan.Zero, nameof(DownloadOptions.LongestPause));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.ReadTimeout, TimeSpan.Zero, nameof(DownloadOptions.ReadTimeout));
    }

    /// <summary>
    /// A client fit for large files: follows at most ten redirects (the handler follows none from https to http, and none to other
    /// schemes), and never decompresses (ranges count encoded bytes).
    /// </summary>
    public static HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = 10,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            UseCookies = false,
        };
        var client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Pneumonia.MLNet");
        return client;
    }

    /// <summary>Fetches the file. A target that already has the size and hash asked for is kept; one that can't be checked is fetched anew.</summary>
    /// <param name="request">What to fetch.</param>
    /// <param name="progress">Hears about bytes; may be null.</param>
    /// <param name="cancellationToken">Stops the download; what has come so far stays in <c>.part</c>.</param>
    /// <exception cref="DownloadException">The request breaks a rule, or every mirror failed.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public async Task<DownloadResult> FetchAsync(
        DownloadRequest request, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequestRules.ThrowIfBroken(request);
        var target = Path.GetFullPath(request.TargetPath);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (await FindFinishedAsync(request, target, cancellationToken).ConfigureAwait(false) is { } finished) return finished;

        var part = new PartialFile(target);
        var meter = new ProgressMeter(progress, _time, _options.ProgressInterval);
        var attempts = new List<DownloadAttempt>();
        foreach (var mirror in request.Mirrors)
        {
            if (await TryMirrorAsync(mirror, request, target, part, meter, attempts, cancellationToken).ConfigureAwait(false) is { } result)
                return result;
        }

        throw new DownloadException(
            $"'{Path.GetFileName(target)}' could not be downloaded: every one of {request.Mirrors.Count} mirror(s) failed.", attempts);
    }

    private static async Task<DownloadResult?> FindFinishedAsync(DownloadRequest request, string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(target) || (request.Sha256 is null && request.ExpectedBytes is null)) return null;
        var bytes = new FileInfo(target).Length;
        if (request.ExpectedBytes is { } expected && expected != bytes) return null;
        var hash = await PartialFile.HashAsync(target, cancellationToken).ConfigureAwait(false);
        return RequestRules.HashFits(request, hash) ? new DownloadResult(target, bytes, hash, null, 0) : null;
    }

    private async Task<DownloadResult?> TryMirrorAsync(
        Uri mirror, DownloadRequest request, string target, PartialFile part, ProgressMeter meter, List<DownloadAttempt> attempts,
        CancellationToken cancellationToken)
    {
        var transfer = new Transfer(_client, _options.ReadTimeout, _time, request, part, meter);
        var furthest = part.Length;
        var startedOver = false;
        for (int number = 1, inARow = 1; ; number++, inARow++)
        {
            try
            {
                var resumed = await transfer.RunAsync(mirror, cancellationToken).ConfigureAwait(false);
                var hash = await PartialFile.HashAsync(part.Path, cancellationToken).ConfigureAwait(false);
                if (!RequestRules.HashFits(request, hash))
                {
                    // Bytes taken over may be to blame rather than the mirror: it gets one more chance, from the start.
                    throw new AttemptFailedException(
                        resumed > 0 ? AfterFailure.StartOver : AfterFailure.NextMirrorFromStart,
                        $"SHA-256 is {hash}, expected {request.Sha256!.ToLowerInvariant()}{(resumed > 0 ? $" (after resuming at byte {resumed})" : "")}");
                }

                var bytes = part.Length;
                part.MoveTo(target);
                meter.Report(bytes, bytes, last: true);
                return new DownloadResult(target, bytes, hash, mirror, resumed);
            }
            catch (AttemptFailedException failure)
            {
                attempts.Add(new DownloadAttempt(mirror, number, failure.Message));
                if (failure.Next is AfterFailure.StartOver or AfterFailure.NextMirrorFromStart) part.Discard();
                if (failure.Next is AfterFailure.NextMirror or AfterFailure.NextMirrorFromStart) return null;
                if (failure.Next == AfterFailure.StartOver)
                {
                    if (startedOver) return null;
                    startedOver = true;
                    continue;
                }

                if (part.Length >= furthest + ProgressWorthMentioning)
                {
                    furthest = part.Length;
                    inARow = 0;
                }

                if (inARow >= _options.AttemptsPerMirror) return null;
                await Task.Delay(Pause(Math.Max(1, inARow), failure.RetryAfter), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private TimeSpan Pause(int failures, TimeSpan? asked)
    {
        var pause = _options.FirstPause * Math.Pow(2, Math.Min(failures - 1, 20));
        if (asked > pause) pause = asked.Value;
        return pause < _options.LongestPause ? pause : _options.LongestPause;
    }
}
