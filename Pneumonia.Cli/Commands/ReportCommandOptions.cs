using System.CommandLine;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report;

namespace Pneumonia.Cli.Commands;

/// <summary>The options of <c>train</c> and <c>evaluate</c> that ask for a report and a stress suite.</summary>
internal sealed class ReportCommandOptions
{
    public Option<string?> Report { get; } = new("--report") { Description = "Folder for a report: report.html, metrics.json, model-card.md. Runs the stress suite too.", CustomParser = OptionValue.Text, HelpName = "DIR" };

    public Option<bool> NoThumbnails { get; } = new("--no-thumbnails") { Description = "Leaves the pictures of the worst errors out of the report: they are patients' images." };

    public Option<int?> StressImages { get; } = new("--stress-images")
    {
        Description = $"Most test images for the stress suite (shifted exposure, blur, noise …); 0 leaves it out. Default: {new StressOptions().MaxImages} with a report, else 0.",
        CustomParser = static result => OptionValue.Whole(0)(result),
        HelpName = "N",
    };

    public IEnumerable<Option> All => [Report, NoThumbnails, StressImages];

    /// <summary>Null where no report is asked for.</summary>
    public ReportOptions? ToReport(ParseResult parsed) => parsed.GetValue(Report) is not { } folder ? null : new ReportOptions
    {
        Folder = folder,
        Thumbnails = !parsed.GetValue(NoThumbnails),
        Command = $"pneumonia {string.Join(' ', parsed.Tokens.Select(static t => t.Value.Contains(' ', StringComparison.Ordinal) ? $"\"{t.Value}\"" : t.Value))}",
    };

    /// <summary>Null where no stress suite is asked for.</summary>
    public StressOptions? ToStress(ParseResult parsed, int seed) => (parsed.GetValue(StressImages), parsed.GetValue(Report)) switch
    {
        (0, _) or (null, null) => null,
        ({ } images, _) => new StressOptions { Seed = seed, MaxImages = images },
        _ => new StressOptions { Seed = seed },
    };
}
