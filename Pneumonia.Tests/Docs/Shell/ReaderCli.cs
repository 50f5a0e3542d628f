using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Pneumonia.Cli;
using Pneumonia.Tests.Cli;
using Spectre.Console.Testing;

namespace Pneumonia.Tests.Docs.Shell;

/// <summary>Runs a page's command lines in this process as if a reader had typed them in a folder.</summary>
internal sealed class ReaderCli(string folder)
{
    // A process has one current folder and tests run side by side: so the paths are moved instead, also those that an option has by default.
    private static readonly string[] PathNames = ["DIR", "ZIP", "FILE", "DIR|CSV"];

    /// <summary>What the parser says against a line: nothing where it is right.</summary>
    public static IReadOnlyList<string> Faults(ImmutableArray<string> words)
        => [.. CommandTree.Build().Parse([.. words]).Errors.Select(static e => e.Message)];

    public async Task<CliRun> RunAsync(ImmutableArray<string> words)
    {
        var moved = Move(CommandTree.Build().Parse([.. words]), words);
        using var console = new TestConsole();
        console.Profile.Width = 1000;
        using var output = new StringWriter { NewLine = "\n" };
        using var stop = new CancellationTokenSource();
        var run = CliApp.RunAsync(moved, new CliConsole(output, console, IsInteractive: false), stop.Token);
        // A service runs until it is told to end.
        if (words is ["serve", ..]) await EndOnceListeningAsync(run, console, stop);
        return new CliRun(await run, output.ToString(), console.Output);
    }

    private static async Task EndOnceListeningAsync(Task run, TestConsole console, CancellationTokenSource stop)
    {
        while (!run.IsCompleted && !console.Output.Contains("Listening on", StringComparison.Ordinal)) await Task.Delay(50);
        await stop.CancelAsync();
    }

    private string[] Move(ParseResult parsed, ImmutableArray<string> words)
    {
        var line = new List<string>();
        for (var command = parsed.CommandResult; command is { Command: not RootCommand }; command = command.Parent as CommandResult) line.Insert(0, command.Command.Name);
        foreach (var option in parsed.CommandResult.Command.Options)
        {
            if (parsed.GetResult(option) is not { } given) continue;
            string[] values = [.. given.Tokens.Select(static t => t.Value)];
            if (option.Name == "--urls") values = ["http://127.0.0.1:0"];
            else if (given.Implicit && IsPath(option)) values = [(string)option.GetDefaultValue()!];
            else if (given.Implicit) continue;
            line.Add(option.Name);
            line.AddRange(IsPath(option) || option.Name == "--backbone" ? values.Select(value => Moved(value, mayBeName: !IsPath(option))) : values);
        }

        line.AddRange(parsed.CommandResult.Command.Arguments.SelectMany(a => parsed.GetResult(a)?.Tokens.Select(static t => t.Value) ?? []).Select(value => Moved(value, mayBeName: true)));
        return words.Contains("--help") ? [.. words] : [.. line];
    }

    private static bool IsPath(Option option) => option.HelpName is { } name && PathNames.Contains(name);

    // A word that may be a path or a name is a path where there is such a thing.
    private string Moved(string value, bool mayBeName)
    {
        var path = Path.Combine(folder, value);
        return !mayBeName || File.Exists(path) || Directory.Exists(path) ? path : value;
    }
}
