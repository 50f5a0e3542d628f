using System.CommandLine;
using System.CommandLine.Parsing;
using Pneumonia.Model;
using Pneumonia.Serving;

namespace Pneumonia.Cli.Commands;

/// <summary>The options of <c>pneumonia serve</c>, and what they make.</summary>
internal sealed class ServeOptions
{
    /// <summary>Where the secret is read from: a command line can be seen by everybody on the machine.</summary>
    public const string KeyVariable = "PNEUMONIA_API_KEY";

    private static readonly ServingOptions Standard = new();

    public Option<string?> Model { get; } = CommonOptions.ModelOrShipped("The model to serve; a changed file is loaded, checked and swapped in while the service runs.");

    public Option<string[]> Urls { get; } = new("--urls")
    {
        Description = "Where to listen. Anything but loopback is open to the network: give an API key then, and TLS by a proxy.",
        DefaultValueFactory = static _ => ["http://127.0.0.1:5080"],
        CustomParser = ReadUrls,
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> ApiKey { get; } = new("--api-key")
    {
        Description = $"A secret of 16 characters or more that callers must send as X-Api-Key; better kept in the environment variable {KeyVariable}.",
        CustomParser = ReadKey,
        HelpName = "SECRET",
    };

    public Option<int> Threads { get; } = new("--threads")
    {
        Description = "Threads of the network; 0 takes one a processor.",
        CustomParser = OptionValue.Whole(0, 256),
        HelpName = "N",
    };

    public Option<int> Batch { get; } = new("--batch")
    {
        Description = "Most images of different requests that are run together; 1 turns that off.",
        DefaultValueFactory = static _ => Standard.Classifier.BatchSize,
        CustomParser = OptionValue.Whole(1, 256),
        HelpName = "N",
    };

    public Option<int> Queue { get; } = new("--queue")
    {
        Description = "Most images inside the service at once; more are refused with 429.",
        DefaultValueFactory = static _ => Standard.QueueLimit,
        CustomParser = OptionValue.Whole(1, 100_000),
        HelpName = "N",
    };

    public Option<int> MaxImages { get; } = new("--max-images")
    {
        Description = "Most images of one request.",
        DefaultValueFactory = static _ => Standard.MaxImagesPerRequest,
        CustomParser = OptionValue.Whole(1, 100_000),
        HelpName = "N",
    };

    public Option<int> MaxMegabytes { get; } = new("--max-megabytes")
    {
        Description = "Largest request, in MiB.",
        DefaultValueFactory = static _ => (int)(Standard.MaxRequestBytes >> 20),
        CustomParser = OptionValue.Whole(1, 1024),
        HelpName = "N",
    };

    public Option<int> MaxMegapixels { get; } = new("--max-megapixels")
    {
        Description = "Largest image, in millions of pixels; refused before it is decoded.",
        DefaultValueFactory = static _ => (int)(Standard.Classifier.Images.MaxPixels / 1_000_000),
        CustomParser = OptionValue.Whole(1, 1000),
        HelpName = "N",
    };

    public Option<TimeSpan?> Timeout { get; } = new("--timeout")
    {
        Description = "Longest time a request may take, its upload included.",
        DefaultValueFactory = static _ => Standard.RequestTimeout,
        CustomParser = OptionValue.Time,
        HelpName = "TIME",
    };

    public ChoiceOption<PoseHandling> Pose { get; } = CommonOptions.Pose();

    public Option<bool> NoReload { get; } = new("--no-reload") { Description = "Keep to the model of the start, whatever becomes of its file." };

    public Option<bool> NoPage { get; } = new("--no-page") { Description = "Endpoints only, without the page for people." };

    /// <value>The secret where no option gives one, or null.</value>
    public static string? KeyOfEnvironment => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

    public IEnumerable<Option> All => [Model, Urls, ApiKey, Threads, Batch, Queue, MaxImages, MaxMegabytes, MaxMegapixels, Timeout, Pose, NoReload, NoPage];

    public ServingOptions ToServing(ParseResult parsed)
    {
        var bytes = (long)parsed.GetValue(MaxMegabytes) << 20;
        var images = Standard.Classifier.Images;
        var queue = parsed.GetValue(Queue);
        return new ServingOptions
        {
            ApiKey = parsed.GetValue(ApiKey) ?? KeyOfEnvironment,
            QueueLimit = queue,
            MaxImagesPerRequest = Math.Min(queue, parsed.GetValue(MaxImages)),
            MaxRequestBytes = bytes,
            MaxBufferedBytes = Math.Max(Standard.MaxBufferedBytes, 4 * bytes),
            RequestTimeout = parsed.GetValue(Timeout) ?? Standard.RequestTimeout,
            ReloadInterval = parsed.GetValue(NoReload) ? TimeSpan.Zero : Standard.ReloadInterval,
            Classifier = new ClassifierOptions
            {
                Threads = parsed.GetValue(Threads),
                Pose = Pose.Chosen(parsed),
                BatchSize = parsed.GetValue(Batch),
                Images = images with { MaxPixels = parsed.GetValue(MaxMegapixels) * 1_000_000L, MaxBytes = Math.Min(images.MaxBytes, bytes) },
            },
        };
    }

    private static string[] ReadUrls(ArgumentResult result)
    {
        string[] urls = [.. result.Tokens.Select(static t => t.Value)];
        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/")
                result.AddError($"--urls must be like http://127.0.0.1:5080 (TLS is a proxy's business); it is '{url}'.");
        }

        return urls;
    }

    private static string? ReadKey(ArgumentResult result)
    {
        var key = result.Tokens[0].Value;
        if (key.Length < ServingOptions.ShortestKey) result.AddError($"--api-key must have at least {ServingOptions.ShortestKey} characters; it has {key.Length}.");
        return key;
    }
}
