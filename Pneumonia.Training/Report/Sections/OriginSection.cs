using System.Xml.Linq;
using Pneumonia.Training.Report.Html;
using static Pneumonia.Training.Report.Html.Tags;

namespace Pneumonia.Training.Report.Sections;

/// <summary>How the model came about: enough to make it again.</summary>
internal sealed class OriginSection() : ReportSection("origin", "How it was made")
{
    protected override IEnumerable<XElement> Body(ReportData data)
    {
        var m = data.Manifest;
        if (data.Options.Command is { } command) yield return P("Command: ", El("code", command));
        yield return Pairs("Model",
        [
            new("file", data.ModelPath),
            new("engine", m.Engine),
            new("input", $"one grey image, stretched to {m.InputSize} × {m.InputSize} px (pixel recipe {m.PixelRecipe})"),
            .. m.Backbones.Select(static b => new KeyValuePair<string, string>("backbone", $"{b.Name}, SHA-256 {b.Sha256}{(b.TrainedOn is { } t ? $", trained before on {t}" : "")}{Overlap(b.Overlap)}")),
            .. m.Hyperparameters,
            new("thresholds", string.Join(", ", m.Thresholds.Select(Figures.Probability))),
            new("graph SHA-256", m.Graph.Sha256),
            new("made", $"{m.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by {m.CreatedBy}, seed {m.Seed}"),
        ]);
        if (!data.Settings.IsEmpty) yield return Pairs("Options", data.Settings);
        yield return Pairs("Packages", m.Packages);
    }

    private static XElement Pairs(string title, IEnumerable<KeyValuePair<string, string>> pairs)
        => El("div", El("h3", title), Table(["name", "value"], pairs.Select(static p => (IReadOnlyList<object?>)[p.Key, El("span", Class("long"), p.Value)])));

    private static string Overlap(int? overlap) => overlap is > 0 and { } n ? $", {n} of these very images among them" : "";
}
