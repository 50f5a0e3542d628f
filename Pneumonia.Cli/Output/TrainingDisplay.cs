using System.Globalization;
using Pneumonia.Training;
using Pneumonia.Training.Search;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>Shows a training run on standard error: one bar a stage where the terminal can redraw, a line a stage where it can't.</summary>
internal sealed class TrainingDisplay : IProgress<TrainingProgress>, ITrialObserver, IDisposable
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromSeconds(20);

    private readonly CliConsole console;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly StageBars? bars;
    private (TrainingStage Stage, string? Detail)? last;
    private readonly string metric;
    private double best = double.NegativeInfinity;
    private long said;
    private int trials;
    private bool headed;

    /// <param name="console">Where it is shown.</param>
    /// <param name="metric">What trials are compared by, as it is typed.</param>
    /// <param name="time">The clock that spaces signs of life; the system's where null.</param>
    public TrainingDisplay(CliConsole console, string metric, TimeProvider? time = null)
    {
        this.console = console;
        this.time = time ?? TimeProvider.System;
        this.metric = metric;
        bars = console.IsInteractive ? new StageBars(console.Words) : null;
    }

    public void Report(TrainingProgress value)
    {
        lock (gate)
        {
            if (value.Stage == TrainingStage.Searching) trials = value.Total;
            if (bars is not null)
            {
                bars.Report(value);
            }
            else if (last != (value.Stage, value.Detail))
            {
                last = (value.Stage, value.Detail);
                console.Say(value.Detail is { } detail ? $"{value.Stage}: {detail}" : value.Stage.ToString());
                said = time.GetTimestamp();
            }
            else if (value.Live is { } live && time.GetElapsedTime(said) > LiveInterval)
            {
                // A log wants a sign of life, not one a second.
                said = time.GetTimestamp();
                console.Say($"  {live}");
            }
        }
    }

    public void ReportCompletedTrial(TrialResult result)
    {
        lock (gate)
        {
            Header();
            var mark = result.Metric > best ? "*" : " ";
            best = Math.Max(best, result.Metric);
            Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  {mark} trial {result.Number,3}  {result.Metric:0.0000}  {(result.Resumed ? "remembered" : $"{result.Duration.TotalSeconds:0.0} s"),10}  {result.Settings.Engine} {result.Settings.Parameters}"));
            Advance(result);
        }
    }

    public void ReportFailTrial(TrialResult result)
    {
        lock (gate)
        {
            Header();
            Line($"    trial {result.Number,3}  failed: {result.Error}  ({result.Settings.Engine} {result.Settings.Parameters})");
            Advance(result);
        }
    }

    /// <summary>Says that the run ended well.</summary>
    public void Complete() => bars?.Complete();

    public void Dispose() => bars?.Dispose();

    private void Header()
    {
        if (headed) return;
        headed = true;
        Line($"Trials by {metric}, out of fold; * is the best so far:");
    }

    private void Advance(TrialResult result) => bars?.Report(new TrainingProgress(TrainingStage.Searching, result.Number, trials));

    private void Line(string text)
    {
        if (bars is null) console.Say(text);
        else bars.Above(text);
    }
}
