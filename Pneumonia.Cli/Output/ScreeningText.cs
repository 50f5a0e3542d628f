using System.Globalization;
using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;
using Spectre.Console;

namespace Pneumonia.Cli.Output;

/// <summary>What screening found, for people: a table of kinds, then the first files of each.</summary>
internal static class ScreeningText
{
    private const int MostOfAKind = 5;

    public static void Write(CliConsole console, ScreeningReport report)
    {
        console.Say(string.Create(CultureInfo.InvariantCulture, $"{report.Images:N0} images looked at, {report.LeftOut:N0} left out, {report.Findings.Length:N0} findings."));
        if (report.Findings.IsEmpty) return;
        var kinds = report.Findings.GroupBy(static f => (f.Severity, f.KindInWords)).OrderByDescending(static g => g.Key.Severity).ToArray();
        var table = new Table().Border(TableBorder.Simple).AddColumn("kind").AddColumn("findings").AddColumn("images").AddColumn("left out").AddColumn("what was done");
        foreach (var kind in kinds)
        {
            table.AddRow(
                Markup.Escape(kind.Key.KindInWords), Number(kind.Count()), Number(kind.Sum(static f => f.Files.Length)), Number(kind.Sum(static f => f.LeftOut.Length)),
                Markup.Escape(kind.First().Done));
        }

        console.Words.Write(table);
        foreach (var kind in kinds.Where(static k => k.Key.Severity == NoteSeverity.Warning))
        {
            foreach (var finding in kind.Take(MostOfAKind)) console.Warn($"! {finding.KindInWords}: {(finding.Files.IsEmpty ? "" : finding.Name + ": ")}{finding.Problem}");
            if (kind.Count() > MostOfAKind) console.Warn($"    and {Number(kind.Count() - MostOfAKind)} more; --json lists them all.");
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
