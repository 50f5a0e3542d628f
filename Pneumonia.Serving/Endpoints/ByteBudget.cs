namespace Pneumonia.Serving.Endpoints;

/// <summary>Bytes of request bodies in memory, over all requests. Charged as they arrive, so a slow client holds only what it has sent.</summary>
internal sealed class ByteBudget(long limit)
{
    private long used;

    public long Used => Interlocked.Read(ref used);

    /// <exception cref="PredictorBusyException">Other requests hold too much.</exception>
    public void Charge(long bytes)
    {
        if (Interlocked.Add(ref used, bytes) <= limit) return;
        Interlocked.Add(ref used, -bytes);
        throw new PredictorBusyException($"Other requests hold all {limit} bytes that bodies may take.", TimeSpan.FromSeconds(1));
    }

    public void Return(long bytes) => Interlocked.Add(ref used, -bytes);
}
