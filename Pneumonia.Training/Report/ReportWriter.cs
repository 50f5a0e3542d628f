using System.Text;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Report;

/// <summary>Writes a report: one self-contained HTML file, the same figures as JSON, and the model card.</summary>
public static class ReportWriter
{
    /// <summary>Name of the page: no script, no network, light and dark, fit to print.</summary>
    public const string PageName = "report.html";

    /// <summary>Name of the figures for programs.</summary>
    public const string MetricsName = "metrics.json";

    /// <summary>Name of the model card in Markdown.</summary>
    public const string CardName = "model-card.md";

    /// <summary>Writes all three; each file appears whole or not at all, and the page last.</summary>
    /// <param name="folder">Where to; made where it is missing.</param>
    /// <param name="data">What is shown.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string folder, ReportData data)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(data);

        // All of it is made before any of it is written: an old report stays whole where the new one fails.
        (string Name, string Text)[] files =
        [
            (MetricsName, MetricsJson.Write(data)),
            (CardName, ModelCard.Write(data.Manifest, data.Stress)),
            (PageName, ReportPage.Write(data)),
        ];
        foreach (var (name, text) in files)
        {
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
    }
}
