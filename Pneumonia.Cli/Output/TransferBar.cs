using Pneumonia.Training.Downloads;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Cli.Output;

/// <summary>Progress of one long errand: a bar where the terminal can redraw, a line every tenth where it can't.</summary>
internal sealed class TransferBar(CliConsole console) : IDisposable
{
    private readonly ErrandBar bar = new(console);

    public IProgress<DownloadProgress> ForDownload() => new Shown<DownloadProgress>(p => bar.Show("download", p.Bytes, p.Total, p.BytesPerSecond));

    public IProgress<KermanyProgress> ForKermany()
        => new Shown<KermanyProgress>(p => bar.Show(p.Stage == KermanyStage.Downloading ? "download" : "extract", p.Done, p.Total, p.BytesPerSecond));

    public IProgress<SyntheticProgress> ForSynthesis() => new Shown<SyntheticProgress>(p => bar.Show("draw", p.Images, p.Total, 0));

    public void Dispose() => bar.Dispose();

    private sealed class Shown<T>(Action<T> show) : IProgress<T>
    {
        public void Report(T value) => show(value);
    }
}
