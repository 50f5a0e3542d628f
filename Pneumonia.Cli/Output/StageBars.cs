using System.Collections.Concurrent;
using Pneumonia.Training;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>Spectre's progress bars, drawn on a task of their own and fed through a queue, so that the run never waits for the terminal.</summary>
internal sealed class StageBars : IDisposable
{
    private const int LongestDetail = 32;

    private readonly IAnsiConsole console;
    private readonly BlockingCollection<object> queue = new(boundedCapacity: 1024);
    private readonly Task drawing;
    private volatile bool completed;

    public StageBars(IAnsiConsole console)
    {
        this.console = console;
        drawing = Task.Run(Draw);
    }

    // A bar that is behind is no harm: what does not fit is left out, and lines wait.
    public void Report(TrainingProgress progress) => queue.TryAdd(progress);

    public void Above(string line) => queue.Add(line);

    /// <summary>The run ended well, so the last bar is full; without this it stays where the run broke off.</summary>
    public void Complete() => completed = true;

    public void Dispose()
    {
        queue.CompleteAdding();
        drawing.Wait();
        queue.Dispose();
    }

    private void Draw() => console.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new TimeColumn())
        .Start(context =>
        {
            ProgressTask? bar = null;
            (TrainingStage, string?)? current = null;
            foreach (var item in queue.GetConsumingEnumerable())
            {
                if (item is string line)
                {
                    console.WriteLine(line);
                    continue;
                }

                var progress = (TrainingProgress)item;
                if (current != (progress.Stage, progress.Detail))
                {
                    // A search may end before its last trial, by budget or by hand: its bar stays where it was.
                    if (current?.Item1 == TrainingStage.Searching) bar?.StopTask();
                    else Finish(bar);
                    current = (progress.Stage, progress.Detail);
                    bar = context.AddTask(Markup.Escape(Title(progress)), maxValue: Math.Max(progress.Total, 1));
                    bar.IsIndeterminate = progress.Total <= 1;
                }

                bar!.Value = Math.Max(bar.Value, progress.Done);
                if (progress.Live is { } live) bar.Description = Markup.Escape($"{Title(progress)} ({live})");
            }

            if (completed) Finish(bar);
            else bar?.StopTask();
        });

    // A long path keeps its end, which tells more than its beginning.
    private static string Title(TrainingProgress progress)
    {
        var detail = progress.Detail ?? "";
        if (detail.Length > LongestDetail) detail = "…" + detail[^(LongestDetail - 1)..];
        return $"{progress.Stage} {detail}".TrimEnd();
    }

    private static void Finish(ProgressTask? bar)
    {
        if (bar is null) return;
        bar.IsIndeterminate = false;
        bar.Value = bar.MaxValue;
        bar.StopTask();
    }
}
