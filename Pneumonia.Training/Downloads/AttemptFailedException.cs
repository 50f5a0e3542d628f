namespace Pneumonia.Training.Downloads;

/// <summary>What to do after an attempt has failed.</summary>
internal enum AfterFailure
{
    /// <summary>Pause, then ask the same mirror again.</summary>
    Retry,

    /// <summary>The bytes so far are worthless: ask the same mirror for the whole file.</summary>
    StartOver,

    /// <summary>This mirror won't get better; the bytes so far may serve the next one.</summary>
    NextMirror,

    /// <summary>This mirror won't get better, and the bytes so far are worthless.</summary>
    NextMirrorFromStart,
}

/// <summary>One attempt failed; never leaves <see cref="ResumableDownload"/>.</summary>
internal sealed class AttemptFailedException(AfterFailure next, string reason, Exception? inner = null, TimeSpan? retryAfter = null)
    : Exception(reason, inner)
{
    public AfterFailure Next { get; } = next;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
