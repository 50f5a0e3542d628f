using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pneumonia.Tests.Downloads;

/// <summary>An HTTP server on loopback whose answers a test writes byte by byte, so that it can misbehave.</summary>
internal sealed class LoopbackServer : IDisposable
{
    public sealed record Request(int Number, string Path, IReadOnlyDictionary<string, string> Headers)
    {
        public long? RangeStart
            => Headers.TryGetValue("range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : null;
    }

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, Stream, CancellationToken, Task> _answer;
    private readonly List<Request> _requests = [];

    public LoopbackServer(Func<Request, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public Uri Address(string path = "/file.bin") => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    /// <summary>Serves content rightly: ranges, If-Range, ETag.</summary>
    public static LoopbackServer Serving(byte[] content, string tag = "\"v1\"")
        => new((request, stream, stop) => AnswerAsync(stream, content, request, tag, content.Length, stop));

    /// <summary>A right answer that breaks off after so many bytes of its body.</summary>
    public static async Task AnswerAsync(Stream stream, byte[] content, Request request, string tag, int breakAfter, CancellationToken stop)
    {
        var start = request.RangeStart ?? 0;
        if (request.Headers.TryGetValue("if-range", out var condition) && condition != tag) start = 0;
        if (start >= content.Length && start > 0)
        {
            await WriteAsync(stream, $"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{content.Length}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop);
            return;
        }

        var status = start > 0 ? $"206 Partial Content\r\nContent-Range: bytes {start}-{content.Length - 1}/{content.Length}" : "200 OK";
        await WriteAsync(stream, $"HTTP/1.1 {status}\r\nETag: {tag}\r\nContent-Length: {content.Length - start}\r\nConnection: close\r\n\r\n", stop);
        await stream.WriteAsync(content.AsMemory((int)start, (int)Math.Min(breakAfter, content.Length - start)), stop);
    }

    public static Task WriteAsync(Stream stream, string text, CancellationToken stop)
        => stream.WriteAsync(Encoding.ASCII.GetBytes(text), stop).AsTask();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), _stop.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await _answer(await ReadRequestAsync(stream, stop), stream, stop);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task<Request> ReadRequestAsync(NetworkStream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var letter = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(letter, stop) == 1)
            text.Append((char)letter[0]);
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
        lock (_requests)
        {
            var request = new Request(_requests.Count + 1, lines[0].Split(' ')[1], headers);
            _requests.Add(request);
            return request;
        }
    }
}
