namespace Pneumonia.Training.Downloads;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>The options used where none are given.</summary>
    public static DownloadOptions Default { get; } = new();

    /// <value>
    /// Attempts per mirror in a row that bring the file no further (less than 1 MiB), at least 1. Default 4.
    /// An attempt that brings more starts the count again, so that a line which breaks off every minute still gets there.
    /// </value>
    public int AttemptsPerMirror { get; init; } = 4;

    /// <value>Pause before the second attempt; doubles with each further one. Default 1 second.</value>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <value>Longest pause, also where a server asks for more (Retry-After). Default 30 seconds.</value>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <value>Longest silence of the server: for its headers, and for each single read. Default 60 seconds.</value>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <value>Least time between two progress reports; the last report always comes. Default 250 milliseconds.</value>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
