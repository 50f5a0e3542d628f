namespace Pneumonia.Tests.Downloads;

/// <summary>The system's clock, whose timers run a thousand times faster and are written down.</summary>
internal sealed class RecordingTime : TimeProvider
{
    private readonly List<TimeSpan> _due = [];

    public IReadOnlyList<TimeSpan> Due
    {
        get
        {
            lock (_due) return [.. _due];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new Quick(this, System.CreateTimer(callback, state, Note(dueTime), period));

    private TimeSpan Note(TimeSpan due)
    {
        lock (_due) _due.Add(due);
        return due <= TimeSpan.Zero ? due : due / 1000;
    }

    private sealed class Quick(RecordingTime owner, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(owner.Note(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
