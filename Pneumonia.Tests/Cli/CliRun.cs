using System.Text.Json.Nodes;
using Pneumonia.Cli;
using Spectre.Console.Testing;

namespace Pneumonia.Tests.Cli;

/// <summary>What a command gave: exit code, standard output, and the words on standard error.</summary>
internal sealed record CliRun(int Code, string Out, string Words)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a command in this process, without a terminal.</summary>
    public static Task<CliRun> OfAsync(params string[] args) => ReadingAsync("", args);

    /// <summary>The same, with a text on standard input.</summary>
    public static async Task<CliRun> ReadingAsync(string input, params string[] args)
    {
        using var words = new TestConsole();
        words.Profile.Width = 1000;
        using var output = new StringWriter { NewLine = "\n" };
        var code = await CliApp.RunAsync(args, new CliConsole(output, words, IsInteractive: false) { In = new StringReader(input) }, CancellationToken.None);
        return new CliRun(code, output.ToString(), words.Output);
    }

    /// <summary>Fails with everything that was said, unless the exit code is the one expected.</summary>
    public CliRun Expect(int code)
    {
        Assert.AreEqual(code, Code, $"standard output:\n{Out}\nstandard error:\n{Words}");
        return this;
    }

    public void Says(params string[] parts)
    {
        foreach (var part in parts) Assert.Contains(part, Words);
    }

    public JsonObject Json() => JsonNode.Parse(Lines.Single())!.AsObject();
}
