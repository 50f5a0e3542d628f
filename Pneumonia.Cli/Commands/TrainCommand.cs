using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training;
using Pneumonia.Training.Search;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia train</c>: from images to one model file.</summary>
internal static class TrainCommand
{
    public static Command Create(CliConsole console)
    {
        var options = new TrainOptions();
        var command = new Command("train", "Trains a model and writes one .zip. Without --data it draws a synthetic set and trains on that.");
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction((result, cancellationToken) => RunAsync(console, options, result, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, TrainOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var builder = options.ToBuilder(parsed);
        var synthetic = builder.Options.DataPath.Length == 0;
        if (synthetic) builder.FromFolder(Path.Combine(builder.Options.WorkFolder, "synthetic"));
        var pipeline = builder.Build();
        if (synthetic) await DrawAsync(console, builder.Options, cancellationToken).ConfigureAwait(false);

        TrainingResult result;
        using (var display = new TrainingDisplay(console, MetricNames.Of(builder.Options.Metric)))
        {
            result = await pipeline.RunAsync(display, display, cancellationToken).ConfigureAwait(false);
            display.Complete();
        }

        Verdict.Write(console, result, synthetic);
        if (parsed.GetValue(options.Json)) console.Out.WriteLine(TrainingJson.Write(result));
        if (result.Search.End != SearchEnd.Cancelled) return ExitCode.Done;
        console.Warn($"Interrupted after trial {result.Search.Trials.Length}: this is the best so far. The same command goes on from here.");
        return ExitCode.Interrupted;
    }

    private static async Task DrawAsync(CliConsole console, TrainingOptions options, CancellationToken cancellationToken)
    {
        console.Say("No --data: a SYNTHETIC set is drawn, to show the whole way once. What it gives says nothing about real X-rays.");
        using var bar = new TransferBar(console);
        await SyntheticRadiographs
            .WriteAsync(options.DataPath, new SyntheticOptions { Seed = options.Seed }, bar.ForSynthesis(), cancellationToken).ConfigureAwait(false);
    }
}
