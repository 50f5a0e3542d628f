using System.Diagnostics;
using System.Globalization;
using Pneumonia.Benchmarks.Measuring;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>Socket clients in a process of their own, so that their processor time is not the service's.</summary>
internal static class SocketLoad
{
    /// <param name="Answered">Images answered with 200.</param>
    /// <param name="Refused">Images answered otherwise.</param>
    /// <param name="Seconds">Wall time.</param>
    /// <param name="Processor">Seconds of processor time of the clients' process, its start not included.</param>
    /// <param name="P50">Median latency, in milliseconds.</param>
    /// <param name="P99">The slowest of a hundred, in milliseconds.</param>
    public sealed record Outcome(int Answered, int Refused, double Seconds, double Processor, double P50, double P99);

    /// <summary>What the child process does: so many clients for so many seconds; one line of figures on standard output.</summary>
    public static int Run(string url, string folder, int clients, double seconds)
    {
        var requests = BenchmarkImages.Bytes(folder).Select(SocketClient.Request).ToArray();
        var (times, refused, gate) = (new List<double>(), 0, new Lock());
        Console.WriteLine("ready");
        Console.ReadLine();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, clients).Select(client => new Thread(() =>
        {
            using var connection = new SocketClient(new Uri(url));
            var own = new List<double>();
            var bad = 0;
            for (var i = client * 37; watch.Elapsed.TotalSeconds < seconds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                if (connection.Send(requests[i % requests.Length]) != 200) bad++;
                else own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            lock (gate)
            {
                times.AddRange(own);
                refused += bad;
            }
        }, 256 << 10)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var wall = watch.Elapsed.TotalSeconds;
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        times.Sort();
        double At(double quantile) => times.Count == 0 ? double.NaN : times[(int)(times.Count * quantile)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{times.Count} {refused} {wall:R} {used.TotalSeconds:R} {At(0.5):R} {At(0.99):R}"));
        return 0;
    }

    /// <summary>Starts the child, tells it to begin, and waits for its figures.</summary>
    /// <param name="begins">Called just before the first request.</param>
    public static async Task<Outcome> MeasureAsync(Uri service, string folder, int clients, TimeSpan time, Action begins)
    {
        using var child = ChildProcess.Start(
            "clients", service.ToString(), folder, clients.ToString(CultureInfo.InvariantCulture), time.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        await child.StandardOutput.ReadLineAsync();
        begins();
        await child.StandardInput.WriteLineAsync();
        var figures = await ChildProcess.FiguresAsync(child);
        await child.WaitForExitAsync();
        return new Outcome((int)figures[0], (int)figures[1], figures[2], figures[3], figures[4], figures[5]);
    }
}
