using System.Net;
using System.Net.Http.Headers;

namespace Pneumonia.Training.Downloads;

/// <summary>One attempt at one mirror: asks for what is missing, checks what is offered, appends what comes.</summary>
internal sealed class Transfer(
    HttpClient client, TimeSpan readTimeout, TimeProvider time, DownloadRequest request, PartialFile part, ProgressMeter meter)
{
    /// <summary>Runs the attempt; on return <c>.part</c> has its whole length.</summary>
    /// <returns>How many bytes were taken over from earlier attempts.</returns>
    /// <exception cref="AttemptFailedException">The server failed; the exception says what next.</exception>
    public async Task<long> RunAsync(Uri mirror, CancellationToken cancellationToken)
    {
        var have = part.Length;
        if (have > Limit) // A partial file larger than the file can't be its beginning.
        {
            part.Discard();
            have = 0;
        }

        if (have > 0 && have == request.ExpectedBytes && request.Sha256 is not null) return have; // The hash decides.

        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            silence.CancelAfter(readTimeout);
            using var response = await SendAsync(mirror, have, either.Token).ConfigureAwait(false);
            var start = ResponseRules.StartOf(response, mirror, have, part.Validator(mirror)?.EntityTag);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                CheckSize(start);
                return start;
            }

            var total = start + response.Content.Headers.ContentLength;
            CheckSize(total);
            if (start == 0) part.Remember(mirror, response);
            await AppendAsync(response, start, total, silence, either.Token).ConfigureAwait(false);
            return start;
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AttemptFailedException(AfterFailure.Retry, $"the server was silent for {readTimeout.TotalSeconds:0.###} s");
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AttemptFailedException(AfterFailure.Retry, "the HTTP client's own timeout ran out", fault); // An injected client may have one.
        }
        catch (HttpRequestException fault)
        {
            throw new AttemptFailedException(AfterFailure.Retry, fault.InnerException?.Message ?? fault.Message, fault);
        }
    }

    private long Limit => request.ExpectedBytes ?? request.MaxBytes;

    private async Task<HttpResponseMessage> SendAsync(Uri mirror, long have, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, mirror);
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        var validator = part.Validator(mirror);

        // Without a validator only the hash could notice that the file has changed in between.
        if (have > 0 && (validator is not null || request.Sha256 is not null))
        {
            message.Headers.Range = new RangeHeaderValue(have, null);
            message.Headers.IfRange = validator;
        }

        try
        {
            return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is UriFormatException or NotSupportedException)
        {
            // What the framework throws where a Location header is nonsense or of another scheme.
            throw new AttemptFailedException(AfterFailure.NextMirror, "redirected to an address that can't be followed: " + fault.Message, fault);
        }
    }

    private void CheckSize(long? total)
    {
        if (total is null) return;
        if (request.ExpectedBytes is { } expected && total != expected)
            throw new AttemptFailedException(AfterFailure.NextMirror, $"the server offers {total} bytes, expected {expected}");
        if (total > request.MaxBytes)
            throw new AttemptFailedException(AfterFailure.NextMirror, $"the server offers {total} bytes, at most {request.MaxBytes} are accepted");
    }

    private async Task AppendAsync(
        HttpResponseMessage response, long start, long? total, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var source = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var sink = part.OpenAt(start);
        await using (sink.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            var length = start;
            meter.Start(start);
            while (true)
            {
                silence.CancelAfter(readTimeout);
                var count = await ReadAsync(source, buffer, cancellationToken).ConfigureAwait(false);
                silence.CancelAfter(Timeout.InfiniteTimeSpan); // A slow disk is not the server's silence.
                if (count == 0) break;
                if (length + count > Limit)
                {
                    throw new AttemptFailedException(AfterFailure.NextMirrorFromStart, $"the server sends more than {Limit} bytes");
                }

                await sink.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                length += count;
                meter.Report(length, total ?? request.ExpectedBytes);
            }

            sink.Flush(flushToDisk: true);
            if (length < (request.ExpectedBytes ?? total ?? length))
                throw new AttemptFailedException(AfterFailure.Retry, $"the connection ended after {length} of {request.ExpectedBytes ?? total} bytes");
        }
    }

    /// <summary>Only faults of the network are turned into a failed attempt: a full disk must not be tried four times.</summary>
    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            throw new AttemptFailedException(AfterFailure.Retry, "the connection broke off: " + fault.Message, fault);
        }
    }
}
