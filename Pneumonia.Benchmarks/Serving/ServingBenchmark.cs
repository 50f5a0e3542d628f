using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Benchmarks.Measuring;
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
        var images = BenchmarkImages.Bytes(folder);
        using var classifier = PneumoniaClassifier.Load(model);
        await using var batching = await BenchmarkService.StartAsync(model, 16);
        await using var single = await BenchmarkService.StartAsync(model, 1);
        await using var direct = await BenchmarkService.StartDirectAsync(classifier);
        (string Name, Uri At)[] services = [("batches", BenchmarkService.At(batching)), ("batch 1", BenchmarkService.At(single)), ("direct", BenchmarkService.At(direct))];

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
}
