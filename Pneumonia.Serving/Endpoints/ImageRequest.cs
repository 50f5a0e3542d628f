using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pneumonia.Serving.Contracts;

namespace Pneumonia.Serving.Endpoints;

/// <summary>The images of a request, in whichever of the three ways they came.</summary>
internal sealed class ImageRequest(ServingOptions options, ByteBudget budget) : IDisposable
{
    private const int LongestBoundary = 100;
    private const int LongestName = 200;
    private const int MostHeaderBytes = 4096;

    private readonly RequestBody body = new(budget, options.MaxRequestBytes);

    /// <exception cref="RequestRefusedException">The request is none of the three, breaks off, or breaks a limit.</exception>
    /// <exception cref="PredictorBusyException">Other requests hold too much.</exception>
    public async Task<IReadOnlyList<RequestImage>> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var tooLarge = request.ContentLength > options.MaxRequestBytes;
        // The server hangs up on a body above its own limit. Where the length says so beforehand there is a better answer, which has to arrive.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = tooLarge ? null : options.MaxRequestBytes;
        if (tooLarge)
            throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, $"The body has {request.ContentLength} bytes; {options.MaxRequestBytes} is the limit.");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) throw Unsupported(request.ContentType);

        var images = type.MediaType.Value?.ToLowerInvariant() switch
        {
            "multipart/form-data" => await ReadFormAsync(request, type, context.RequestAborted).ConfigureAwait(false),
            "application/json" => await ReadJsonAsync(request, context.RequestAborted).ConfigureAwait(false),
            "application/octet-stream" => [await ReadRawAsync(request, context.RequestAborted).ConfigureAwait(false)],
            { } other when other.StartsWith("image/", StringComparison.Ordinal) => [await ReadRawAsync(request, context.RequestAborted).ConfigureAwait(false)],
            _ => throw Unsupported(request.ContentType),
        };
        return images.Count > 0 ? images : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "The request holds no image.");
    }

    public void Dispose() => body.Dispose();

    private async Task<RequestImage> ReadRawAsync(HttpRequest request, CancellationToken cancellationToken)
        => new(await body.ReadAsync(request.Body, request.ContentLength, options.Classifier.Images.MaxBytes, cancellationToken).ConfigureAwait(false), null);

    private async Task<IReadOnlyList<RequestImage>> ReadFormAsync(HttpRequest request, MediaTypeHeaderValue type, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"A form's boundary must have 1…{LongestBoundary} characters.");
        var images = new List<RequestImage>();
        var parts = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = MostHeaderBytes };
        var most = options.MaxImagesPerRequest;
        for (var seen = 0; await parts.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } part; seen++)
        {
            // Fields that are no files are passed over, but not without end.
            if (images.Count == most || seen == 2 * most) throw TooMany();
            if (part.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition()) continue;
            var bytes = await body.ReadAsync(part.Body, null, options.Classifier.Images.MaxBytes, cancellationToken).ConfigureAwait(false);
            images.Add(new RequestImage(bytes, Name(disposition.FileName.Value ?? disposition.FileNameStar.Value)));
        }

        return images;
    }

    private async Task<IReadOnlyList<RequestImage>> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var text = await body.ReadAsync(request.Body, request.ContentLength, options.MaxRequestBytes, cancellationToken).ConfigureAwait(false);
        var parsed = JsonSerializer.Deserialize(text, ServingJson.Default.PredictRequest);
        if (parsed?.Images is not { } images) throw new RequestRefusedException(StatusCodes.Status400BadRequest, "The JSON must be {\"images\": [{\"data\": \"<base64>\"}]}.");
        if (images.Count > options.MaxImagesPerRequest) throw TooMany();
        var most = options.Classifier.Images.MaxBytes;
        if (images.Any(i => i?.Data is { } data && data.Length > most))
            throw new RequestRefusedException(StatusCodes.Status413PayloadTooLarge, $"An image has more than {most} bytes, the largest size allowed.");
        return [.. images.Select(static i => i?.Data is { } data
            ? new RequestImage(data, Name(i.Name))
            : throw new RequestRefusedException(StatusCodes.Status400BadRequest, "Every image needs \"data\", base64."))];
    }

    private RequestRefusedException TooMany()
        => new(StatusCodes.Status413PayloadTooLarge, $"The request holds more than {options.MaxImagesPerRequest} images, the most allowed.");

    // Given back as it came, cut and without control characters; never a path to anything here.
    private static string? Name(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        var plain = string.Concat((name.Length > LongestName ? name[..LongestName] : name).Where(static c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return plain.Length > 0 ? plain : null;
    }

    private static RequestRefusedException Unsupported(string? type) => new(
        StatusCodes.Status415UnsupportedMediaType,
        $"The content type {(string.IsNullOrEmpty(type) ? "is missing" : "is not known")}: send multipart/form-data with files, image/* or application/octet-stream with the bytes of one image, or application/json with base64.");
}
