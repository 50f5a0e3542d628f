using System.Net;
using System.Net.Http.Headers;

namespace Pneumonia.Training.Downloads;

/// <summary>What an answer means for the bytes that are there already.</summary>
internal static class ResponseRules
{
    /// <summary>At which byte the answer's body starts; for 416 the length of the complete file.</summary>
    /// <exception cref="AttemptFailedException">The answer is none that can be used.</exception>
    public static long StartOf(HttpResponseMessage response, Uri mirror, long have, EntityTagHeaderValue? tag)
    {
        CheckFinalAddress(response, mirror);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                CheckEncoding(response);
                return 0; // The file has changed, or the server knows no ranges.

            case HttpStatusCode.PartialContent:
                CheckEncoding(response);
                if (tag is not null && response.Headers.ETag is { } now && !tag.Equals(now))
                    throw new AttemptFailedException(AfterFailure.StartOver, $"the file has changed: its ETag was {tag}, now {now}"); // A server that ignores If-Range.
                var range = response.Content.Headers.ContentRange;
                if (have > 0 && range is { Unit: "bytes", From: { } from } && from == have) return have;
                throw new AttemptFailedException(AfterFailure.StartOver, $"the server sent the range '{range}', asked was byte {have} onwards");

            case HttpStatusCode.RequestedRangeNotSatisfiable:
                var total = response.Content.Headers.ContentRange?.Length;
                if (have > 0 && total == have) return have;
                throw new AttemptFailedException(AfterFailure.StartOver, $"the server has {total?.ToString() ?? "an unknown number of"} bytes, {have} were here already");

            default:
                var status = (int)response.StatusCode;
                var passing = status is 408 or 425 or 429 or >= 500;
                throw new AttemptFailedException(
                    passing ? AfterFailure.Retry : AfterFailure.NextMirror,
                    $"HTTP {status} {response.ReasonPhrase}".TrimEnd(),
                    retryAfter: response.Headers.RetryAfter?.Delta);
        }
    }

    /// <summary>An injected client may follow redirects that ours would not.</summary>
    private static void CheckFinalAddress(HttpResponseMessage response, Uri mirror)
    {
        var final = response.RequestMessage?.RequestUri ?? mirror;
        if (!RequestRules.IsHttp(final))
            throw new AttemptFailedException(AfterFailure.NextMirror, $"redirected to '{final}'; only http and https are followed");
        if (mirror.Scheme == Uri.UriSchemeHttps && final.Scheme != Uri.UriSchemeHttps)
            throw new AttemptFailedException(AfterFailure.NextMirror, $"redirected from https to '{final}'");
    }

    private static void CheckEncoding(HttpResponseMessage response)
    {
        var encodings = response.Content.Headers.ContentEncoding;
        if (encodings.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw new AttemptFailedException(AfterFailure.NextMirror, $"the server sent Content-Encoding '{string.Join(", ", encodings)}', asked was identity");
    }
}
