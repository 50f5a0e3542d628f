namespace Pneumonia.Training.Downloads;

/// <summary>Turns byte counts into progress reports at a bearable pace, with a smoothed rate.</summary>
internal sealed class ProgressMeter(IProgress<DownloadProgress>? sink, TimeProvider time, TimeSpan interval)
{
    private const double Smoothing = 0.3;
    private long _timestamp = time.GetTimestamp();
    private long _bytes;
    private double _rate;

    public void Start(long bytes)
    {
        _timestamp = time.GetTimestamp();
        _bytes = bytes;
    }

    public void Report(long bytes, long? total, bool last = false)
    {
        if (sink is null) return;
        var elapsed = time.GetElapsedTime(_timestamp);
        if (elapsed < interval && !last) return;
        if (elapsed > TimeSpan.Zero && bytes > _bytes)
        {
            var now = (bytes - _bytes) / elapsed.TotalSeconds;
            _rate = _rate == 0 ? now : _rate + (Smoothing * (now - _rate));
        }

        Start(bytes);
        sink.Report(new DownloadProgress(bytes, total, _rate));
    }
}
