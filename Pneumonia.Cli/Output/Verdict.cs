using Pneumonia.Model.Manifest;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>What a person should read after training, verdict first.</summary>
internal static class Verdict
{
    public static void Write(CliConsole console, TrainingResult result, bool synthetic)
    {
        var words = console.Words;
        words.WriteLine();
        if (synthetic) console.Warn("SYNTHETIC data: these figures say nothing about real X-rays.");
        foreach (var promise in result.Manifest.Promises) WritePromise(console, promise);
        words.Write(FigureTable.Of(result.Evaluation));
        foreach (var note in result.Notes.Where(static n => n.Severity == NoteSeverity.Warning)) console.Warn($"! {note.Text}");
        words.WriteLine();
        console.Say($"Model: {result.ModelPath} ({new FileInfo(result.ModelPath).Length / 1e6:0.0} MB), {result.Duration.TotalSeconds:0.0} s, {result.Search.Trials.Length} trials.");
        console.Say("A research and engineering tool, not a medical device.");
    }

    private static void WritePromise(CliConsole console, PromiseRecord promise)
    {
        var colour = promise.Certified ? "green" : "yellow";
        console.Words.MarkupLineInterpolated($"[bold {colour}]{promise.Label}: {(promise.Certified ? "certified" : "NOT certified")}[/] {promise.Explanation}");
    }
}
