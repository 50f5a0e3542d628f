using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Pneumonia.Tests.Docs.Shell;

/// <summary>One command line of a block, as a shell would cut it: as much of a shell as these pages write.</summary>
/// <param name="Line">Line in the page, from 1.</param>
/// <param name="Text">As it stands there.</param>
/// <param name="Words">Without quotes, variables set before the command, and redirections.</param>
internal sealed partial record ShellLine(int Line, string Text, ImmutableArray<string> Words)
{
    /// <summary>What follows <c>pneumonia</c>, however it is started: the tool, <c>dotnet run</c>, or the built program. Null for another command.</summary>
    public ImmutableArray<string>? Pneumonia
    {
        get
        {
            if (Words is ["dotnet", "run", ..] && Words.Contains("Pneumonia.Cli")) return Words.IndexOf("--") is var at and > 0 ? [.. Words.Skip(at + 1)] : [];
            var start = Words.TakeWhile(static w => w is "dotnet" or "./eng/torch-runtime.sh" || w.StartsWith("$(", StringComparison.Ordinal)).Count();
            return start < Words.Length && (Words[start] is "pneumonia" || Words[start].EndsWith("/pneumonia.dll", StringComparison.Ordinal)) ? [.. Words.Skip(start + 1)] : null;
        }
    }

    public static IEnumerable<ShellLine> Of(string text, int firstLine)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (begun, whole) = (i, lines[i]);
            while (whole.TrimEnd().EndsWith('\\') && i + 1 < lines.Length) whole = whole.TrimEnd()[..^1] + lines[++i];
            var words = Split(whole);
            // A variable of a cluster's is a number as good as any.
            if (words.Count > 0) yield return new ShellLine(firstLine + begun, whole.Trim(), [.. words.Select(static w => Variable().Replace(w, "1"))]);
        }
    }

    [GeneratedRegex(@"\$(\w+|\{\w+\})")]
    private static partial Regex Variable();

    private static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, open) = ('\0', false);
        foreach (var c in line)
        {
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '"' or '\'') (quote, open) = (c, true);
            else if (c == '#' && word.Length == 0) break;
            else if (char.IsWhiteSpace(c)) End();
            else word.Append(c);
        }

        End();
        return WithoutTrimmings(words);

        void End()
        {
            if (word.Length > 0 || open) words.Add(word.ToString());
            word.Clear();
            open = false;
        }
    }

    // FOO=bar before the command and > file behind it are the shell's own.
    private static List<string> WithoutTrimmings(List<string> words)
    {
        var command = words.SkipWhile(static w => w.Contains('=', StringComparison.Ordinal) && w.TakeWhile(static c => c != '=').All(static c => char.IsAsciiLetterUpper(c) || c == '_')).ToList();
        if (command is ["export", ..]) return [];
        var to = command.FindIndex(static w => w is ">" or ">>");
        return to < 0 ? command : command[..to];
    }
}
