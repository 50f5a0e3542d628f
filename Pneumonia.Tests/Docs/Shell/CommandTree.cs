using System.CommandLine;
using Pneumonia.Cli;
using Spectre.Console;

namespace Pneumonia.Tests.Docs.Shell;

/// <summary>The console host's commands, to be asked and not to be run: what they would say goes nowhere.</summary>
internal static class CommandTree
{
    public static RootCommand Build()
        => CliApp.Build(new CliConsole(TextWriter.Null, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), IsInteractive: false));
}
