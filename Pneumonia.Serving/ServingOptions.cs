using Pneumonia.Model;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Serving;

/// <summary>How a model is served. Everything has a bound: a service that takes whatever comes falls over when it matters.</summary>
public sealed record ServingOptions
{
    /// <summary>Fewest characters of an <see cref="ApiKey"/>.</summary>
    public const int ShortestKey = 16;

    private const int MostImages = 100_000;
    private const long MostBytes = 1L << 40;

    /// <summary>Images as a service takes them: stricter than in a batch on one's own files.</summary>
    private static readonly ImageLimits ServedImages = new() { MaxBytes = 32L << 20, MaxPixels = 40_000_000 };

    /// <value>
    /// How the classifier runs. <see cref="ClassifierOptions.BatchSize"/> is the most images of different requests that one run of the network
    /// takes together; 1 turns batching off. Default: 16 images a batch, at most 32 MiB and 40 million pixels an image.
    /// </value>
    public ClassifierOptions Classifier { get; init; } = new() { Images = ServedImages };

    /// <value>Largest request body, in bytes, inclusive. Range 1 KiB…1 TiB; default 64 MiB.</value>
    public long MaxRequestBytes { get; init; } = 64L << 20;

    /// <value>Most images of one request, inclusive. Range 1…<see cref="QueueLimit"/>; default 64.</value>
    public int MaxImagesPerRequest { get; init; } = 64;

    /// <value>Most images inside the service at once, waiting or running; more are refused with 429. Range 1…100,000; default 128.</value>
    public int QueueLimit { get; init; } = 128;

    /// <value>Most bytes of request bodies held in memory at once, over all requests; more are refused with 429. At least <see cref="MaxRequestBytes"/>; default 256 MiB.</value>
    public long MaxBufferedBytes { get; init; } = 256L << 20;

    /// <value>Longest time a request may take, its upload and its wait in the queue included. Above 0, at most a day; default 30 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <value>
    /// A secret that callers must send as <c>X-Api-Key</c> or <c>Authorization: Bearer</c>; null (default) asks for none. At least 16 characters. The
    /// health endpoints and the page itself never ask for it.
    /// </value>
    public string? ApiKey { get; init; }

    /// <value>How often the model file is looked at; a changed one is loaded, checked and swapped in. Zero turns that off. Default 2 seconds.</value>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        var faults = new List<string>();
        if (Classifier is null) faults.Add($"{nameof(Classifier)} must not be null.");
        if (MaxRequestBytes is < 1024 or > MostBytes) faults.Add($"{nameof(MaxRequestBytes)} must lie in 1024…{MostBytes}; it is {MaxRequestBytes}.");
        if (QueueLimit is < 1 or > MostImages) faults.Add($"{nameof(QueueLimit)} must lie in 1…{MostImages}; it is {QueueLimit}.");
        if (MaxImagesPerRequest < 1 || MaxImagesPerRequest > QueueLimit)
            faults.Add($"{nameof(MaxImagesPerRequest)} must lie in 1…{nameof(QueueLimit)} ({QueueLimit}); it is {MaxImagesPerRequest}.");
        if (MaxBufferedBytes < MaxRequestBytes)
            faults.Add($"{nameof(MaxBufferedBytes)} must be at least {nameof(MaxRequestBytes)} ({MaxRequestBytes}); it is {MaxBufferedBytes}.");
        if (RequestTimeout <= TimeSpan.Zero || RequestTimeout > TimeSpan.FromDays(1))
            faults.Add($"{nameof(RequestTimeout)} must be above 0 and at most a day; it is {RequestTimeout}.");
        if (ReloadInterval < TimeSpan.Zero || ReloadInterval > TimeSpan.FromDays(1))
            faults.Add($"{nameof(ReloadInterval)} must lie in 0…1 day; it is {ReloadInterval}.");
        // The key itself is never written into a message.
        if (ApiKey is { Length: < ShortestKey }) faults.Add($"{nameof(ApiKey)} must have at least {ShortestKey} characters; it has {ApiKey.Length}.");
        if (faults.Count > 0) throw new ArgumentException(string.Join(" ", faults));
    }

    // A record would print the secret.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(QueueLimit)} = {QueueLimit}, {nameof(MaxRequestBytes)} = {MaxRequestBytes}, {nameof(ApiKey)} = {(ApiKey is null ? "none" : "***")}");
        return true;
    }
}
