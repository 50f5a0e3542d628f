namespace Pneumonia.Model.Inference;

/// <summary>
/// Counts who is using something native, so that it is freed by whoever leaves last: a service may swap a classifier while requests run.
/// </summary>
internal sealed class SharedUse(Action free)
{
    // The owner is a user too, until End.
    private int users = 1;
    private int ended;

    /// <exception cref="ObjectDisposedException">The owner has ended it.</exception>
    public Running Begin()
    {
        for (var seen = Volatile.Read(ref users); ;)
        {
            ObjectDisposedException.ThrowIf(seen == 0 || Volatile.Read(ref ended) != 0, typeof(PneumoniaClassifier));
            var before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen) return new Running(this);
            seen = before;
        }
    }

    public void End()
    {
        if (Interlocked.Exchange(ref ended, 1) == 0) Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref users) > 0) return;
        free();
        FreedMemory.HandBack();
    }

    public readonly struct Running(SharedUse use) : IDisposable
    {
        public void Dispose() => use.Leave();
    }
}
