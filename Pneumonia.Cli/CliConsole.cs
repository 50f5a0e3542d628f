using Spectre.Console;

namespace Pneumonia.Cli;

/// <summary>The two streams: results for scripts on standard output, words and progress for people on standard error.</summary>
/// <param name="Out">Standard output: JSON, CSV, and what was asked for.</param>
/// <param name="Words">Standard error, with colours where the terminal has them.</param>
/// <param name="IsInteractive">Whether progress may be redrawn in place.</param>
internal sealed record CliConsole(TextWriter Out, IAnsiConsole Words, bool IsInteractive)
{
    private TextReader? input;

    /// <value>Standard input, for lists; the process's own, which is opened when it is first asked for.</value>
    public TextReader In { get => input ??= new StreamReader(Console.OpenStandardInput(), global::System.Text.Encoding.UTF8); init => input = value; }

    /// <summary>The process's own streams.</summary>
    public static CliConsole System()
    {
        // Paths with umlauts come out as they went in, on every platform.
        Console.OutputEncoding = new global::System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var words = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        // A log file has no edge to wrap at.
        if (Console.IsErrorRedirected) words.Profile.Width = 1000;
        return new CliConsole(Console.Out, words, !Console.IsErrorRedirected);
    }

    public void Say(string text) => Words.WriteLine(text);

    public void Warn(string text) => Words.MarkupLineInterpolated($"[yellow]{text}[/]");

    public void Fail(string text) => Words.MarkupLineInterpolated($"[red]{text}[/]");
}
