using System.CommandLine;
using Pneumonia.Cli.Commands;

namespace Pneumonia.Cli;

/// <summary>The command tree, and nothing else: each command is a class of its own.</summary>
internal static class CliApp
{
    public static RootCommand Build(CliConsole console)
        => new("Finds pneumonia in chest X-rays: trains, checks and serves models. A research and engineering tool, not a medical device.")
        {
            TrainCommand.Create(console),
            EvaluateCommand.Create(console),
            PredictCommand.Create(console),
            ScreenCommand.Create(console),
            FeaturesCommand.Create(console),
            StoreCommand.Create(console),
            InfoCommand.Create(console),
            ExportCommand.Create(console),
            QuantizeCommand.Create(console),
            ServeCommand.Create(console),
            DataCommand.Create(console),
            BackbonesCommand.Create(console),
        };

    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CliConsole console, CancellationToken cancellationToken)
    {
        var result = Build(console).Parse(args);
        if (result.Errors.Count > 0) return UsageErrors.Write(console, result);

        // Signals are the program's own business (Program.cs): a training run needs longer to end well than a parser would wait.
        var configuration = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Words.Profile.Out.Writer,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        return await ErrorBoundary.RunAsync(console, () => result.InvokeAsync(configuration, cancellationToken)).ConfigureAwait(false);
    }
}
