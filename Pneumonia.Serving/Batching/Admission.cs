namespace Pneumonia.Serving.Batching;

/// <summary>How many images are inside, and how long one takes: what is refused is refused before it costs anything.</summary>
internal sealed class Admission(int limit)
{
    private const double Weight = 0.1;
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(1);

    private int inside;
    private double secondsPerImage = 0.02;

    public int Inside => Volatile.Read(ref inside);

    /// <exception cref="PredictorBusyException">There is no room for one more.</exception>
    public void RequireRoom()
    {
        if (Inside >= limit) throw Busy();
    }

    /// <exception cref="PredictorBusyException">There is no room for so many.</exception>
    public void Enter(int images)
    {
        for (var seen = Volatile.Read(ref inside); ;)
        {
            if (seen + images > limit) throw Busy();
            var before = Interlocked.CompareExchange(ref inside, seen + images, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    public void Leave(int images) => Interlocked.Add(ref inside, -images);

    /// <summary>Learns from a batch how fast work leaves.</summary>
    public void Learn(TimeSpan duration, int images)
    {
        var known = Volatile.Read(ref secondsPerImage);
        Volatile.Write(ref secondsPerImage, known + (Weight * ((duration.TotalSeconds / images) - known)));
    }

    private PredictorBusyException Busy()
    {
        var wait = TimeSpan.FromSeconds(Math.Ceiling(Inside * Volatile.Read(ref secondsPerImage)));
        return new PredictorBusyException($"{limit} images are inside the service, which is its limit.", wait < Soonest ? Soonest : wait > Latest ? Latest : wait);
    }
}
