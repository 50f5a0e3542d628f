using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>
/// One keep-alive connection that knows no more HTTP than it needs: it must not take the processors from the service that it measures. Requests are
/// made beforehand; a blocked thread waits for the answer.
/// </summary>
internal sealed class SocketClient : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] answer = new byte[64 << 10];

    public SocketClient(Uri service) => socket.Connect(IPAddress.Loopback, service.Port);

    /// <summary>The whole request for one image.</summary>
    public static byte[] Request(byte[] image) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: {image.Length}\r\n\r\n")),
        .. image,
    ];

    /// <summary>Sends and waits for the end of the answer.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The service hung up or sends what this client does not understand.</exception>
    public int Send(byte[] request)
    {
        for (var sent = 0; sent < request.Length;) sent += socket.Send(request.AsSpan(sent));
        var length = 0;
        do
        {
            var read = length < answer.Length ? socket.Receive(answer.AsSpan(length)) : 0;
            if (read == 0) throw new IOException("The service hung up, or its answer is longer than expected.");
            length += read;
        }
        while (!IsWhole(answer.AsSpan(0, length)));
        return Utf8Parser.TryParse(answer.AsSpan("HTTP/1.1 ".Length, 3), out int status, out _) ? status : throw new IOException("The answer has no status.");
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        var head = text.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var field = text[..head].IndexOf("Content-Length: "u8);
        if (field < 0) return text.EndsWith("\r\n0\r\n\r\n"u8);
        return Utf8Parser.TryParse(text[(field + "Content-Length: ".Length)..], out int body, out _) && text.Length >= head + 4 + body;
    }
}
