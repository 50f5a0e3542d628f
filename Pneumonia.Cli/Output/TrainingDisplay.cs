using System.Globalization;
using Pneumonia.Training;
using Pneumonia.Training.Search;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>Shows a training run on standard error: one bar a stage where the terminal can redraw, a line a stage where it can't.</summary>
internal sealed class TrainingDisplay : IProgress<TrainingProgress>, ITrialObserver, IDisposable
{
    private readonly CliConsole console;
    private readonly Lock gate = new();
    private readonly StageBars? bars;
    private (TrainingStage Stage, string? Detail)? last;
    private double best = double.NegativeInfinity;

    public TrainingDisplay(CliConsole console)
    {
        this.console = console;
        bars = console.IsInteractive ? new StageBars(console.Words) : null;
    }

    public void Report(TrainingProgress value)
    {
        lock (gate)
        {
            if (bars is not null)
            {
                bars.Report(value);
            }
            else if (last != (value.Stage, value.Detail))
            {
                last = (value.Stage, value.Detail);
                console.Say(value.Detail is { } detail ? $"{value.Stage}: {detail}" : value.Stage.ToString());
            }
        }
    }

    public void ReportCompletedTrial(TrialResult result)
    {
        lock (gate)
        {
            var mark = result.Metric > best ? "*" : " ";
            best = Math.Max(best, result.Metric);
            Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  {mark} trial {result.Number,3}  {result.Metric:0.0000}  {(result.Resumed ? "remembered" : $"{result.Duration.TotalSeconds:0.0} s"),10}  {result.Settings.Engine} {result.Settings.Parameters}"));
        }
    }

    public void ReportFailTrial(TrialResult result)
    {
        lock (gate) Line($"    trial {result.Number,3}  failed: {result.Error}");
    }

    public void Dispose() => bars?.Dispose();

    private void Line(string text)
    {
        if (bars is null) console.Say(text);
        else bars.Above(text);
    }
}
