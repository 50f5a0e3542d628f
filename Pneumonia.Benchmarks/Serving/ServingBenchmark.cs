using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Model;
using Pneumonia.Serving;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>
/// What the service adds to a lone request and what its batches give under load: in turns with the classifier alone, with batching off, and
/// with an endpoint that calls the classifier directly, all in one process.
/// </summary>
internal static class ServingBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(string model, string folder)
    {
        var images = Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(400).Select(File.ReadAllBytes).ToArray();
        using var classifier = PneumoniaClassifier.Load(model);
        await using var batching = await StartAsync(model, 16);
        await using var single = await StartAsync(model, 1);
        await using var direct = await StartDirectAsync(classifier);
        (string Name, Uri At)[] services = [("batches", At(batching)), ("batch 1", At(single)), ("direct", At(direct))];

        var figures = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        void Note(string name, double value) => (figures.TryGetValue(name, out var all) ? all : figures[name] = []).Add(value);
        for (var round = 0; round <= Rounds; round++)
        {
            // The first round is for warming up.
            Action<string, double> note = round == 0 ? static (_, _) => { } : Note;
            note("in process: lone p50 ms", Lone(classifier, images));
            note("in process: PredictBatch images/s", Batched(classifier, images));
            note("predictor without HTTP: 32 callers, images/s", await CalledAsync(batching.Services.GetRequiredService<PneumoniaPredictor>(), images));
            foreach (var (name, at) in services)
            {
                using var clients = new LoadClients(at, images);
                note($"{name}: lone p50 ms", (await clients.RunAsync(1, Turn)).Quantile(0.5));
                foreach (var n in new[] { 16, 32 })
                {
                    var outcome = await clients.RunAsync(n, Turn);
                    note($"{name}: {n} clients, images/s", outcome.Rate);
                    note($"{name}: {n} clients, p99 ms", outcome.Quantile(0.99));
                }
            }
        }

        foreach (var (name, all) in figures)
            Console.WriteLine(FormattableString.Invariant($"{name,-40} {all.Order().ElementAt(all.Count / 2),8:0.00}   ({string.Join(" ", all.Select(static v => v.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)))})"));
        return 0;
    }

    private static double Lone(PneumoniaClassifier classifier, byte[][] images)
    {
        var times = new List<double>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Turn;)
        {
            var start = Stopwatch.GetTimestamp();
            classifier.Predict(images[times.Count % images.Length]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private static double Batched(PneumoniaClassifier classifier, byte[][] images)
    {
        var (watch, answered) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < Turn) answered += classifier.PredictBatch(images).Length;
        return answered / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> CalledAsync(PneumoniaPredictor predictor, byte[][] images)
    {
        var (watch, answered) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; watch.Elapsed < Turn; i++)
            {
                await predictor.PredictAsync(images[i % images.Length]);
                Interlocked.Increment(ref answered);
            }
        })));
        return answered / watch.Elapsed.TotalSeconds;
    }

    private static Uri At(WebApplication app) => new(app.Urls.First());

    private static async Task<WebApplication> StartAsync(string model, int batch)
    {
        var builder = Builder();
        builder.Services.AddPneumoniaClassifier(model, new ServingOptions { Classifier = new ClassifierOptions { BatchSize = batch }, ReloadInterval = TimeSpan.Zero });
        var app = builder.Build();
        app.MapPneumonia();
        await app.StartAsync();
        return app;
    }

    // What one writes without this package.
    private static async Task<WebApplication> StartDirectAsync(PneumoniaClassifier classifier)
    {
        var app = Builder().Build();
        app.MapPost("/predict", async (HttpRequest request) =>
        {
            using var copy = new MemoryStream();
            await request.Body.CopyToAsync(copy);
            var answer = classifier.Predict(copy.GetBuffer().AsSpan(0, (int)copy.Length));
            return Results.Ok(new { answer.Label, answer.Probability });
        });
        await app.StartAsync();
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        return builder;
    }
}
