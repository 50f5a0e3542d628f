using System.CommandLine;
using System.Text;
using Pneumonia.Cli.Commands;
using Pneumonia.Tests.Docs.Shell;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Docs.Reference;

/// <summary>The commands and their options in Markdown, told by the commands themselves.</summary>
internal static class CliReference
{
    public static string Write()
    {
        var text = new StringBuilder();
        foreach (var command in CommandTree.Build().Subcommands.Where(static c => !c.Hidden)) Add(text, "pneumonia", command);
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Add(StringBuilder text, string above, Command command)
    {
        var name = $"{above} {command.Name}";
        text.Append($"## {name}\n\n{command.Description}\n\n");
        Option[] options = [.. command.Options.Where(static o => !o.Hidden && o is not System.CommandLine.Help.HelpOption)];
        if (command.Subcommands.Count == 0)
        {
            string[] more = options.Any(static o => !o.Required) ? ["[options]"] : [];
            text.Append($"Usage: `{string.Join(' ', [name, .. command.Arguments.Select(Usage), .. options.Where(static o => o.Required).Select(Usage), .. more])}`\n\n");
            foreach (var argument in command.Arguments) text.Append($"- `{argument.Name.ToUpperInvariant()}`: {argument.Description}\n");
            foreach (var option in options) text.Append($"- `{Usage(option)}`: {option.Description}{(option.Required ? " **Required.**" : "")}{Default(option)}\n");
            if (command.Arguments.Count + options.Length > 0) text.Append('\n');
        }

        foreach (var below in command.Subcommands.Where(static c => !c.Hidden)) Add(text, name, below);
    }

    private static string Usage(Argument argument)
    {
        // Where none may be given, the command itself asks for one: it can say so better than the parser.
        return argument.Name.ToUpperInvariant() + (argument.Arity.MaximumNumberOfValues > 1 ? "…" : "");
    }

    private static string Usage(Option option)
    {
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)) return option.Name;
        return $"{option.Name} {option.HelpName ?? "N"}{(option.AllowMultipleArgumentsPerToken ? "…" : "")}";
    }

    private static string Default(Option option) => option.ValueType == typeof(bool) || !option.HasDefaultValue ? "" : option.GetDefaultValue() switch
    {
        null or "" => "",
        string text => $" Default `{text}`.",
        IEnumerable<string> many => $" Default `{string.Join(' ', many)}`.",
        Enum value => $" Default `{value.ToString().ToLowerInvariant()}`.",
        IFormattable value => $" Default `{value.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}`.",
        var value => $" Default `{value}`.",
    };
}
