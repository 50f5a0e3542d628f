using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>Keep-alive clients that send one image after the other, as fast as they are answered.</summary>
internal sealed class LoadClients(Uri service, byte[][] images) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseProxy = false }) { BaseAddress = service, Timeout = TimeSpan.FromSeconds(60) };

    public sealed record Outcome(double Seconds, double[] Milliseconds, IReadOnlyDictionary<int, int> Statuses)
    {
        public int Answered => Statuses.GetValueOrDefault(200);

        public double Rate => Answered / Seconds;

        public double Quantile(double q) => Milliseconds.Length == 0 ? double.NaN : Milliseconds[(int)Math.Min(Milliseconds.Length - 1, q * Milliseconds.Length)];
    }

    /// <summary>So many clients for so long; a fault of the connection counts as status 0.</summary>
    public async Task<Outcome> RunAsync(int clients, TimeSpan time)
    {
        var statuses = new ConcurrentDictionary<int, int>();
        var times = new ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var i = client * 37; watch.Elapsed < time; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var status = await SendAsync(images[i % images.Length]);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                statuses.AddOrUpdate(status, 1, static (_, n) => n + 1);
            }

            foreach (var t in own) times.Add(t);
        })));
        return new Outcome(watch.Elapsed.TotalSeconds, [.. times.Order()], statuses);
    }

    public void Dispose() => http.Dispose();

    private async Task<int> SendAsync(byte[] image)
    {
        try
        {
            using var content = new ByteArrayContent(image);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            using var answer = await http.PostAsync("predict", content);
            await answer.Content.ReadAsByteArrayAsync();
            // Whoever was refused comes again, but not at once.
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) await Task.Delay(50);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Console.Error.WriteLine(e.Message);
            return 0;
        }
    }
}
