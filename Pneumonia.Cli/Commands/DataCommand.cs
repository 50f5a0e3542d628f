using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia data</c>: gets the Kermany set, or draws a synthetic one.</summary>
internal static class DataCommand
{
    public static Command Create(CliConsole console)
        => new("data", "Gets data to train on.") { Download(console), Synthesize(console) };

    private static Command Download(CliConsole console)
    {
        var folder = Folder("datasets/kermany");
        var command = new Command("download", "Downloads the Kermany paediatric set (1.2 GB, CC BY 4.0); goes on where it broke off.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = ResumableDownload.CreateClient();
            using var bar = new TransferBar(console);
            var result = await new KermanyDownload(client)
                .RunAsync(parsed.GetValue(folder)!, progress: bar.ForKermany(), cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var deviation in result.Deviations) console.Warn($"! {deviation}");
            console.Say($"{result.Folder}: {string.Join(", ", result.Counts.Select(static c => $"{c.Split}/{c.Label} {c.Found:N0}"))}");
            return result.Deviations.Count == 0 ? ExitCode.Done : ExitCode.UnusableData;
        });
        return command;
    }

    private static Command Synthesize(CliConsole console)
    {
        var defaults = SyntheticOptions.Default;
        var folder = Folder("synthetic");
        var patients = Whole("--patients", "Number of patients.", defaults.Patients, 4, 100_000);
        var size = Whole("--size", "Side of the images, in pixels.", defaults.Size, 32, 4096);
        var difficulty = Share("--difficulty", "How faint the findings are, from 0 to 1.", defaults.Difficulty);
        var confounder = Share("--confounder", "How well a marker in the corner betrays the label, from 0 to 1.", defaults.Confounder);
        var seed = Whole("--seed", "Seed of everything.", defaults.Seed, int.MinValue, int.MaxValue);
        var command = new Command("synthesize", "Draws SYNTHETIC chest radiographs with the true masks of their lesions.") { folder, patients, size, difficulty, confounder, seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var bar = new TransferBar(console);
            var set = await SyntheticRadiographs.WriteAsync(
                parsed.GetValue(folder)!,
                defaults with
                {
                    Patients = parsed.GetValue(patients),
                    Size = parsed.GetValue(size),
                    Difficulty = parsed.GetValue(difficulty),
                    Confounder = parsed.GetValue(confounder),
                    Seed = parsed.GetValue(seed),
                },
                bar.ForSynthesis(),
                cancellationToken).ConfigureAwait(false);
            console.Say($"{set.Folder}: {set.Images.Count:N0} SYNTHETIC images{(set.WasThere ? " (were there already)" : "")}; lesion masks in {set.MaskFolder}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string?> Folder(string name)
        => new("--out") { Description = "The folder it goes to.", DefaultValueFactory = _ => name, CustomParser = OptionValue.Text, HelpName = "DIR" };

    private static Option<int> Whole(string name, string description, int fallback, int low, int high)
        => new(name) { Description = description, DefaultValueFactory = _ => fallback, CustomParser = OptionValue.Whole(low, high), HelpName = "N" };

    private static Option<double> Share(string name, string description, double fallback)
        => new(name) { Description = description, DefaultValueFactory = _ => fallback, CustomParser = OptionValue.Real("lie in 0…1", static x => x is >= 0 and <= 1), HelpName = "SHARE" };
}
