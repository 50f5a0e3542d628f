using System.Diagnostics;
using System.Globalization;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Benchmarks.Serving;

namespace Pneumonia.Benchmarks.Endurance;

/// <summary>
/// A running <c>pneumonia serve</c> under load for minutes: statuses, latency, resident memory every 30 seconds, and its model file replaced by
/// another so many times meanwhile.
/// </summary>
internal static class ServingEndurance
{
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string url, int process, string served, string[] models, string folder, int clients, double minutes, int reloads)
    {
        var images = BenchmarkImages.Bytes(folder);
        using var load = new LoadClients(new Uri(url), images);
        var watch = Stopwatch.StartNew();
        var swapping = SwapAsync(served, models, reloads, TimeSpan.FromMinutes(minutes) / (reloads + 1));
        var statuses = new SortedDictionary<int, int>();
        var (times, answered) = (new List<double>(), 0);
        while (watch.Elapsed.TotalMinutes < minutes)
        {
            var outcome = await load.RunAsync(clients, Part);
            foreach (var (status, n) in outcome.Statuses) statuses[status] = statuses.GetValueOrDefault(status) + n;
            times.AddRange(outcome.Milliseconds);
            answered += outcome.Answered;
            Console.WriteLine(FormattableString.Invariant(
                $"{watch.Elapsed.TotalMinutes,5:0.0} min  {outcome.Rate,6:0.0}/s  p50 {outcome.Quantile(0.5),6:0.0} ms  p99 {outcome.Quantile(0.99),6:0.0} ms  resident {Resident(process),6:0.0} MiB"));
        }

        await swapping;
        times.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{answered} answered, {answered / watch.Elapsed.TotalSeconds:0.0}/s; p50 {times[times.Count / 2]:0.0} ms, p99 {times[(int)(times.Count * 0.99)]:0.0} ms; {string.Join(", ", statuses.Select(static s => $"{s.Key}: {s.Value}"))}"));
        return statuses.Keys.All(static s => s is 200 or 429) ? 0 : 1;
    }

    private static async Task SwapAsync(string served, string[] models, int reloads, TimeSpan every)
    {
        for (var i = 0; i < reloads; i++)
        {
            await Task.Delay(every);
            // Replaced whole, as a deployment would; the copy has a time of its own.
            var beside = served + ".new";
            await File.WriteAllBytesAsync(beside, await File.ReadAllBytesAsync(models[i % models.Length]));
            File.Move(beside, served, overwrite: true);
        }
    }

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(static l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
