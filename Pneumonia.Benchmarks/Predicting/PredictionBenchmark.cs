using System.Diagnostics;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Predicting;

/// <summary>Cold start, latency and throughput of a packaged model.</summary>
internal static class PredictionBenchmark
{
    public static int Run(string model, string folder)
    {
        var paths = Directory.EnumerateFiles(folder, "*.jp*g", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(400).ToArray();
        var start = Stopwatch.StartNew();
        using var classifier = PneumoniaClassifier.Load(model);
        var load = start.Elapsed;
        classifier.Predict(paths[0]);
        var first = start.Elapsed;
        var process = DateTimeSinceStart();

        var times = new List<double>();
        foreach (var path in paths)
        {
            var watch = Stopwatch.StartNew();
            classifier.Predict(path);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var batch = Stopwatch.StartNew();
        var answered = classifier.PredictBatch(paths).Count();
        var throughput = answered / batch.Elapsed.TotalSeconds;
        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"load {load.TotalMilliseconds:0} ms, first prediction {first.TotalMilliseconds:0} ms after load began, {process:0} ms after the process began"));
        Console.WriteLine(FormattableString.Invariant($"single image, decoding included: p5 {times[times.Count / 20]:0.00} ms, p50 {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms ({1000 / times.Average():0} images/s)"));
        Console.WriteLine(FormattableString.Invariant($"batched: {throughput:0} images/s; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        return 0;
    }

    private static double DateTimeSinceStart()
        => (TimeProvider.System.GetLocalNow() - new DateTimeOffset(Process.GetCurrentProcess().StartTime)).TotalMilliseconds;
}
