using System.Globalization;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Cli.Output;

/// <summary>An evaluation for people.</summary>
internal static class EvaluationText
{
    public static void WriteFigures(CliConsole console, ModelFileEvaluation e)
    {
        WriteCounts(console, e.Evaluation);
        console.Words.Write(FigureTable.Of(e.Evaluation));
    }

    /// <summary>What the figures come to, counted in images; nothing for multi-label, where each label has counts of its own.</summary>
    public static void WriteCounts(CliConsole console, ModelEvaluation e)
    {
        if (e.Finding is not { OperatingPoint: { } at }) return;
        var c = at.Confusion;
        console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"On {e.MeasuredOn}, at threshold {at.Threshold:0.0000}: {c.TruePositives} of {c.TruePositives + c.FalseNegatives} found, {c.FalseNegatives} missed; {c.TrueNegatives} of {c.TrueNegatives + c.FalsePositives} cleared, {c.FalsePositives} false alarms."));
    }

    /// <summary>What is to be known beside the figures, on standard error whatever the format of the results.</summary>
    public static void WriteWarnings(CliConsole console, ModelFileEvaluation e)
    {
        if (e.Atypical > 0) console.Warn($"! {(e.Atypical == 1 ? "1 image is" : $"{e.Atypical:N0} images are")} unlike the training radiographs: in use they would not be answered.");
        foreach (var image in e.Unreadable) console.Warn($"! {image.Source}: {image.Problem}");
        foreach (var note in e.Notes.Where(static n => n.Severity == NoteSeverity.Warning)) console.Warn($"! {note.Text}");
    }
}
