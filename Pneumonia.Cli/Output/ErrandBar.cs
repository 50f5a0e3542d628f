namespace Pneumonia.Cli.Output;

/// <summary>One line that fills up.</summary>
internal sealed class ErrandBar(CliConsole console) : IDisposable
{
    private readonly Lock gate = new();
    private string? errand;
    private int shown = -1;

    public void Show(string what, long done, long? total, double bytesPerSecond)
    {
        lock (gate)
        {
            var percent = total is > 0 ? (int)(100 * done / total.Value) : 0;
            var step = console.IsInteractive ? percent : percent / 10 * 10;
            if (what == errand && step == shown) return;
            if (console.IsInteractive && errand is not null && what != errand) Terminal.WriteLine();
            (errand, shown) = (what, step);
            var speed = bytesPerSecond > 0 ? $"  {bytesPerSecond / 1e6:0.0} MB/s" : "";
            var text = $"{what} {new string('━', percent / 4)}{new string('·', 25 - (percent / 4))} {percent,3}%{speed}";
            if (console.IsInteractive) Terminal.Write($"\r{text}   ");
            else console.Say($"{what} {step} %");
        }
    }

    public void Dispose()
    {
        if (console.IsInteractive && errand is not null) Terminal.WriteLine();
    }

    private TextWriter Terminal => console.Words.Profile.Out.Writer;
}
