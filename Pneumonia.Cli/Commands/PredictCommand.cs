using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia predict</c>: answers for files and folders, one line an image.</summary>
internal static class PredictCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("path") { Description = "Images, or folders of images.", Arity = ArgumentArity.ZeroOrMore };
        var model = CommonOptions.ModelOrShipped("The model to ask.");
        var json = CommonOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "CSV with a header on standard output." };
        var heatMaps = new Option<string?>("--heatmaps")
        {
            Description = $"Folder for a picture of each X-ray beside its heat map: where the answer comes from. What ends with {HeatMapFolder.Ending} in a folder is then no image.",
            CustomParser = OptionValue.Text,
            HelpName = "DIR",
        };
        var pose = CommonOptions.Pose();
        var images = new ImageListOptions();
        var command = new Command("predict", "Answers for X-rays, one line an image.") { paths, images.List, images.Shard, model, json, csv, heatMaps, pose };
        command.Validators.Add(result =>
        {
            if (result.GetValue(paths) is not { Length: > 0 } && result.GetResult(images.List) is null) result.AddError("Name at least one image or folder of images, or a --list of them.");
            if (result.GetValue(json) && result.GetValue(csv)) result.AddError("--json and --csv can't both be given.");
        });
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            console,
            ShippedModel.Choose(parsed.GetValue(model), console),
            // The pictures may go where the images are: those of this run or an earlier one, or of a shard beside it, are none of them.
            images.Open(console, parsed, parsed.GetValue(paths)!, parsed.GetValue(heatMaps) is null ? null : HeatMapFolder.Ending),
            parsed.GetValue(heatMaps),
            pose.Chosen(parsed),
            PredictionWriter.For(parsed.GetValue(json), parsed.GetValue(csv)),
            cancellationToken)));
        return command;
    }

    private static int Run(
        CliConsole console, string model, ShardedImages images, string? heatMapFolder, PoseHandling pose, PredictionWriter writer,
        CancellationToken cancellationToken)
    {
        using var classifier = PneumoniaClassifier.Load(model, new ClassifierOptions { Pose = pose });
        using var heatMaps = heatMapFolder is null ? null : new HeatMapFolder(classifier, heatMapFolder);
        if (writer.Header is { } header) console.Out.WriteLine(header);
        var (answered, unreadable) = (0L, 0L);
        foreach (var prediction in Answers(classifier, heatMaps, images, cancellationToken))
        {
            console.Out.WriteLine(writer.Line(prediction));
            if (prediction.Decision == Decision.Unreadable) unreadable++;
            else answered++;
        }

        if (heatMaps is not null) console.Say($"{heatMaps.Written:N0} heat maps are in {heatMapFolder}.");
        if (unreadable > 0) console.Warn($"{unreadable:N0} of {answered + unreadable:N0} images could not be read.");
        images.SayPart(console, answered + unreadable);
        if (images.Listed == 0) console.Warn($"No images are in {images.Named}; in folders those end with {string.Join(", ", ImagePaths.Extensions)}.");
        // Of more shards than images some are empty, which is no fault of theirs.
        return answered > 0 || (images.Listed > 0 && unreadable == 0) ? ExitCode.Done : ExitCode.UnusableData;
    }

    private static IEnumerable<Prediction> Answers(
        PneumoniaClassifier classifier, HeatMapFolder? heatMaps, IEnumerable<string> paths, CancellationToken cancellationToken)
        => heatMaps is null
            ? classifier.PredictBatch(paths, cancellationToken)
            : paths.Select(path =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return heatMaps.Answer(path);
            });
}
