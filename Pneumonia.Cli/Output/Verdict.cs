using System.Globalization;
using Pneumonia.Model.Manifest;
using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Report;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>What a person should read after training, verdict first.</summary>
internal static class Verdict
{
    private const int MostUnreadable = 20;

    public static void Write(CliConsole console, TrainingResult result, bool synthetic)
    {
        var words = console.Words;
        words.WriteLine();
        if (synthetic) console.Warn("SYNTHETIC data: these figures say nothing about real X-rays.");
        EvaluationText.WriteCounts(console, result.Evaluation);
        foreach (var promise in result.Manifest.Promises) WritePromise(console, promise);
        if (result.Manifest.ReferPromise is { } refer) WriteRefer(console, refer);
        words.Write(FigureTable.Of(result.Evaluation));
        if (result.Manifest.Quantisation is { } smaller) WriteQuantisation(console, smaller);
        if (result.Search.Trials.Length > 1) words.Write(LeaderboardTable.Of(result.Search));
        foreach (var note in result.Notes.Where(static n => n.Severity == NoteSeverity.Warning)) console.Warn($"! {note.Text}");
        foreach (var image in result.Unreadable.Take(MostUnreadable)) console.Warn($"    {image.Name}: {image.Problem}");
        if (result.Unreadable.Length > MostUnreadable) console.Warn($"    and {result.Unreadable.Length - MostUnreadable:N0} more; --json lists them all.");
        words.WriteLine();
        console.Say($"Model: {result.ModelPath} ({new FileInfo(result.ModelPath).Length / 1e6:0.0} MB), {result.Duration.TotalSeconds:0.0} s, {(result.Search.Trials.Length == 1 ? "1 trial" : $"{result.Search.Trials.Length} trials")}.");
        if (result.ReportFolder is { } folder) console.Say($"Report: {Path.Combine(folder, ReportWriter.PageName)}");
        console.Say("A research and engineering tool, not a medical device.");
    }

    private static void WriteQuantisation(CliConsole console, QuantisationRecord q) => console.Say(string.Create(
        CultureInfo.InvariantCulture,
        $"{q.Precision} beside float32 on {q.Images:N0} {q.MeasuredOn} images: AUC {q.AucAfter:0.0000} ({q.AucBefore:0.0000}), {q.Flips:0.0%} decided otherwise, {q.BytesAfter / 1e6:0.0} of {q.BytesBefore / 1e6:0.0} MB, {q.Speed:0.00} times the images a second here."));

    private static void WriteRefer(CliConsole console, SpecificityRecord refer)
    {
        var colour = refer.Certified ? "green" : "yellow";
        console.Words.MarkupLineInterpolated($"[bold {colour}]refer band: {(refer.Certified ? "certified" : "NOT certified")}.[/] {refer.Explanation}");
    }

    private static void WritePromise(CliConsole console, PromiseRecord promise)
    {
        var colour = promise.Certified ? "green" : "yellow";
        console.Words.MarkupLineInterpolated($"[bold {colour}]{promise.Label}: {(promise.Certified ? "certified" : "NOT certified")}.[/] {promise.Explanation}");
    }
}
