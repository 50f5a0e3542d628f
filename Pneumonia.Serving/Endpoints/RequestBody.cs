using Microsoft.AspNetCore.Http;

namespace Pneumonia.Serving.Endpoints;

/// <summary>What one request holds of the byte budget, from its first byte to its answer.</summary>
internal sealed class RequestBody(ByteBudget budget, long mostBytes) : IDisposable
{
    private const int FirstBuffer = 16 << 10;
    private const int LargestTrusted = 1 << 20;

    private long charged;

    /// <summary>Reads a stream to its end. The memory grows with what arrives, not with what the header claims.</summary>
    /// <param name="stream">A body, or a part of one.</param>
    /// <param name="claimed">The length that the sender claims, or null.</param>
    /// <param name="mostImageBytes">Largest length, in bytes, inclusive.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestRefusedException">It is larger than one image, or one body, may be.</exception>
    /// <exception cref="PredictorBusyException">Other requests hold too much.</exception>
    public async Task<byte[]> ReadAsync(Stream stream, long? claimed, long mostImageBytes, CancellationToken cancellationToken)
    {
        if (claimed > mostImageBytes) throw TooLarge(mostImageBytes);
        var buffer = Rent((int)Math.Clamp(claimed ?? FirstBuffer, 1, LargestTrusted));
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
            if (length > mostImageBytes) throw TooLarge(mostImageBytes);
            if (length < buffer.Length) continue;
            // The end of a body of the claimed length is seen without growing.
            if (length == claimed) break;
            var larger = Rent((int)Math.Min(buffer.Length * 2L, Array.MaxLength));
            buffer.CopyTo(larger, 0);
            buffer = larger;
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }

    public void Dispose() => budget.Return(charged);

    private byte[] Rent(int bytes)
    {
        // Doubling charges what was copied from as well; that bound is what the memory really takes until it is collected.
        if (charged + bytes > 2 * mostBytes) throw TooLarge(mostBytes);
        budget.Charge(bytes);
        charged += bytes;
        return new byte[bytes];
    }

    private static RequestRefusedException TooLarge(long most)
        => new(StatusCodes.Status413PayloadTooLarge, $"The body, or one image in it, has more than {most} bytes, the largest size allowed.");
}
