using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Screening;

/// <summary>A report in a few sentences: one a kind, for the notes of a run and of a model.</summary>
internal static class ScreeningNotes
{
    public static IEnumerable<DataNote> Of(ScreeningReport report)
    {
        if (report.Unreadable is { IsEmpty: false } unreadable)
        {
            yield return DataNote.Warning(
                $"{Show.Count(unreadable.Length, "image")} can't be read and {(unreadable.Length == 1 ? "is" : "are")} left out; the first is {Show.Plain(unreadable[0].Name)}: {unreadable[0].Problem}");
        }

        foreach (var kind in report.Findings.Where(IsToldHere).GroupBy(static f => f.Kind))
        {
            var first = kind.First();
            var count = kind.Count();
            var where = first.Files.IsEmpty ? "" : $"{Show.Plain(first.Name)}: ";
            yield return DataNote.Warning($"Screening, {KindWords.Of(kind.Key)}{(count > 1 ? $" ({count} findings; the first)" : "")}: {where}{first.Problem} {first.Done}");
        }
    }

    // The reader and the settling of equal files have notes of their own on the rest.
    private static bool IsToldHere(ScreeningFinding f) => f.Severity == NoteSeverity.Warning
        && f.Kind is not (ScreeningKind.Unreadable or ScreeningKind.Truncated or ScreeningKind.ExactDuplicate or ScreeningKind.PatientAcrossSplits);
}
