using System.Xml.Linq;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>What the model learned from, and what the user should know of it.</summary>
internal sealed class DataSection() : ReportSection("data", "Data")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var m = data.Manifest;
        yield return P($"Patients told apart by rule: {m.Data.PatientRule}. No patient is on two sides of a split.");
        yield return Table(
            ["the model's splits", "#images", "#patients", .. m.Classes.Select(static c => "#" + c)],
            m.Data.Splits.Select(s => Row(s, m)));
        var notes = data.Notes.OrderByDescending(static n => n.Severity == NoteSeverity.Warning).ToArray();
        if (notes.Length > 0)
        {
            yield return El("h3", "Notes of the run");
            yield return El("ul", notes.Select(static n => El("li", n.Severity == NoteSeverity.Warning ? El("b", "Warning: ") : null, n.Text)));
        }

        yield return Note($"Content hash of the training data: {m.Data.ContentHash}");
    }

    private static IReadOnlyList<object?> Row(SplitRecord s, ModelManifest m) =>
    [
        s.Name, Figures.Count(s.Images), Figures.Count(s.Patients), .. m.Classes.Select(c => (object)Figures.Count(s.PerClass.GetValueOrDefault(c))),
    ];
}
