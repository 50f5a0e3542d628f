using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Features;
using Spectre.Console;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia backbones</c>: what frozen features can stand on.</summary>
internal static class BackbonesCommand
{
    public static Command Create(CliConsole console) => new("backbones", "Pretrained networks for frozen features.") { List(console), Download(console) };

    private static Command List(CliConsole console)
    {
        var command = new Command("list", "Lists the backbones of the catalogue.");
        command.SetAction(_ =>
        {
            var store = new BackboneStore();
            var chest = store.Resolve(BackboneStore.DefaultName);
            console.Out.WriteLine($"{chest.Name,-18} {chest.Bytes / 1e6,6:0.0} MB  embedded, trained on {chest.TrainedOn!.DataSet}");
            foreach (var entry in BackboneCatalog.Entries)
            {
                console.Out.WriteLine($"{entry.Name,-18} {entry.Bytes / 1e6,6:0.0} MB  {entry.FeatureWidth} features, {entry.InputSize} px, {entry.Licence}{(store.IsDownloaded(entry) ? ", downloaded" : "")}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Download(CliConsole console)
    {
        var name = new Argument<string>("name") { Description = "A name from 'backbones list'." };
        var command = new Command("download", "Downloads a backbone, from several mirrors, and checks its SHA-256; goes on where it broke off.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = ResumableDownload.CreateClient();
            using var bar = new TransferBar(console);
            var backbone = await new BackboneStore()
                .DownloadAsync(parsed.GetValue(name)!, new ResumableDownload(client), bar.ForDownload(), cancellationToken).ConfigureAwait(false);
            console.Say($"{backbone.Name}: {backbone.Bytes / 1e6:0.0} MB, SHA-256 {backbone.Sha256}");
            return ExitCode.Done;
        });
        return command;
    }
}
