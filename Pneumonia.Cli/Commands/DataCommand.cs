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
        var folder = new Option<string>("--out") { Description = "The folder it goes to.", DefaultValueFactory = static _ => "datasets/kermany", HelpName = "DIR" };
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
        var folder = new Option<string>("--out") { Description = "The folder it goes to.", DefaultValueFactory = static _ => "synthetic", HelpName = "DIR" };
        var patients = new Option<int>("--patients") { Description = "Number of patients.", DefaultValueFactory = _ => defaults.Patients };
        var size = new Option<int>("--size") { Description = "Side of the images, in pixels.", DefaultValueFactory = _ => defaults.Size };
        var difficulty = new Option<double>("--difficulty") { Description = "How faint the findings are, from 0 to 1.", DefaultValueFactory = _ => defaults.Difficulty };
        var confounder = new Option<double>("--confounder") { Description = "How well a marker in the corner betrays the label, from 0 to 1.", DefaultValueFactory = _ => defaults.Confounder };
        var seed = new Option<int>("--seed") { Description = "Seed of everything.", DefaultValueFactory = _ => defaults.Seed };
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
}
