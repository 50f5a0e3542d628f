using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Cli.Output;

/// <summary>An evaluation for people.</summary>
internal static class EvaluationText
{
    public static void WriteFigures(CliConsole console, ModelFileEvaluation e)
    {
        console.Words.Write(FigureTable.Of(e.Evaluation));
        if (e.Evaluation.Finding is { OperatingPoint: { } at })
        {
            var c = at.Confusion;
            console.Say($"At threshold {at.Threshold:0.0000}: {c.TruePositives} found, {c.FalseNegatives} missed, {c.FalsePositives} false alarms, {c.TrueNegatives} rightly cleared.");
        }
    }

    /// <summary>What is to be known beside the figures, on standard error whatever the format of the results.</summary>
    public static void WriteWarnings(CliConsole console, ModelFileEvaluation e)
    {
        if (e.Atypical > 0) console.Warn($"! {(e.Atypical == 1 ? "1 image is" : $"{e.Atypical:N0} images are")} unlike the training radiographs: in use they would not be answered.");
        foreach (var image in e.Unreadable) console.Warn($"! {image.Source}: {image.Problem}");
        foreach (var note in e.Notes.Where(static n => n.Severity == NoteSeverity.Warning)) console.Warn($"! {note.Text}");
    }
}
