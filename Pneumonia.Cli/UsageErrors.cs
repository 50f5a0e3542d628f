using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Pneumonia.Cli;

/// <summary>What is wrong with a command line: every fault, near names, and where help is.</summary>
internal static class UsageErrors
{
    public static int Write(CliConsole console, ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (result.UnmatchedTokens.Count == 0 && command.Subcommands.Count > 0) return WriteHelp(console, result);

        foreach (var error in result.Errors.Where(e => !IsNoise(result, e))) console.Fail(error.Message);
        foreach (var hint in Hints(result)) console.Say(hint);
        console.Say($"Try: {Name(result.CommandResult)} --help");
        return ExitCode.WrongOptions;
    }

    // A command that only holds others was called alone: that asks what there is.
    private static int WriteHelp(CliConsole console, ParseResult result)
    {
        var line = result.Tokens.Select(static t => t.Value).Append("--help").ToArray();
        result.RootCommandResult.Command.Parse(line).Invoke(new InvocationConfiguration { Output = console.Words.Profile.Out.Writer });
        return ExitCode.WrongOptions;
    }

    // "Required command was not provided" says nothing where a command was given, only misspelt.
    private static bool IsNoise(ParseResult result, ParseError error)
        => error.SymbolResult is CommandResult { Command.Subcommands.Count: > 0 }
            && !result.UnmatchedTokens.Any(t => error.Message.Contains($"'{t}'", StringComparison.Ordinal));

    private static IEnumerable<string> Hints(ParseResult result)
    {
        if (result.Action is not ParseErrorAction action) return [];
        action.ShowHelp = false;
        using var hints = new StringWriter();
        result.Invoke(new InvocationConfiguration { Output = hints, Error = TextWriter.Null });
        return hints.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.EndsWith('?') ? line : $"  {line}");
    }

    private static string Name(SymbolResult? result) => result switch
    {
        CommandResult { Command: RootCommand } or null => "pneumonia",
        CommandResult c => $"{Name(c.Parent)} {c.Command.Name}",
        _ => Name(result.Parent),
    };
}
