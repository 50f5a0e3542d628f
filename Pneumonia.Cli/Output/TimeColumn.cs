using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pneumonia.Cli.Output;

/// <summary>How long a stage will still take while it runs, and how long it took when it is done.</summary>
internal sealed class TimeColumn : ProgressColumn
{
    private static readonly Style Quiet = new(Color.Grey);

    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <inheritdoc/>
    public override int? GetColumnWidth(RenderOptions options) => 13;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Say(task), Quiet).RightJustified();

    private static string Say(ProgressTask task) => (task.IsFinished, task.RemainingTime, task.ElapsedTime) switch
    {
        (true, _, { } took) => Short(took),
        (false, { } left, _) when !task.IsIndeterminate => $"{Short(left)} left",
        (false, _, { } since) => Short(since),
        _ => "",
    };

    private static string Short(TimeSpan t) => t switch
    {
        { TotalSeconds: < 60 } => FormattableString.Invariant($"{t.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => $"{t.Minutes}:{t.Seconds:00} min",
        _ => $"{(int)t.TotalHours}:{t.Minutes:00} h",
    };
}
