using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training;
using Pneumonia.Training.Features;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia features</c>: computes what training will need of each image, and nothing else, so that many machines may share it.</summary>
internal static class FeaturesCommand
{
    public static Command Create(CliConsole console)
    {
        var data = CommonOptions.Data("A folder, of which every image is taken, or a CSV with a column 'path'; labels are not looked at.");
        var images = new ImageListOptions();
        var backbone = new Option<string[]>("--backbone")
        {
            Description = "Backbones: 'chest', a name from 'backbones list', or the path of an ONNX file. Several may be named.",
            DefaultValueFactory = static _ => [BackboneStore.DefaultName],
            AllowMultipleArgumentsPerToken = true,
            HelpName = "NAME",
        };
        var work = new Option<string?>("--work")
        {
            Description = "Folder that remembers; one for each process, joined by 'store merge'.", DefaultValueFactory = static _ => WorkFolder.DefaultName, CustomParser = OptionValue.Text, HelpName = "DIR",
        };
        var json = CommonOptions.Json();
        var command = new Command("features", "Fills a work folder with what training needs of each image, alone or as one of many processes.") { data, images.List, images.Shard, backbone, work, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(data) is null == result.GetResult(images.List) is null) result.AddError("Name the images by --data or by --list.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            string[] backbones = [.. parsed.GetValue(backbone)!];
            var faults = BackboneOption.Faults("--backbone", backbones).ToList();
            if (faults.Count > 0) throw new TrainingOptionsException(faults);
            var listed = images.Open(console, parsed, parsed.GetValue(data));
            var result = FeatureExtraction.Run(
                listed,
                new FeatureExtractionOptions { Backbones = [.. backbones], WorkFolder = parsed.GetValue(work)! },
                new FeaturesDisplay(console),
                cancellationToken);
            if (parsed.GetValue(json)) console.Out.WriteLine(FeaturesDisplay.Json(listed, result).ToJsonString());
            FeaturesDisplay.Write(console, listed, result);
            // Of more shards than images some are empty, which is no fault of theirs.
            return Task.FromResult(listed.Listed > 0 && (result.Images == 0 || result.Unreadable < result.Images) ? ExitCode.Done : ExitCode.UnusableData);
        });
        return command;
    }
}
