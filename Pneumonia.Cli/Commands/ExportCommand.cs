using System.CommandLine;
using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia export</c>: the graph alone, for any other runtime, or the backbone alone, for other heads.</summary>
internal static class ExportCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonOptions.Model("The model.");
        var onnx = new Option<string?>("--onnx") { Description = "Where the graph goes, which decides in any language as it does here.", CustomParser = OptionValue.Text, HelpName = "FILE" };
        var backbone = new Option<string?>("--backbone")
        {
            Description = "Where the backbone goes, to be named by train --backbone; it carries hashes of the images it has seen.", CustomParser = OptionValue.Text, HelpName = "FILE",
        };
        var trainedOn = new Option<string?>("--trained-on") { Description = "With --backbone: name of the data that the model was trained on.", CustomParser = OptionValue.Text, HelpName = "NAME" };
        var scales = new Option<int>("--scales")
        {
            Description = "With --backbone: from how many sizes of the network's maps the features come; more see details better.", DefaultValueFactory = static _ => 1, CustomParser = OptionValue.Whole(1), HelpName = "N",
        };
        var command = new Command("export", "Writes the model's graph, or its backbone, as one ONNX file.") { model, onnx, backbone, trainedOn, scales };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(model)!;
            var (graph, features) = (parsed.GetValue(onnx), parsed.GetValue(backbone));
            if (graph is null && features is null) throw new TrainingOptionsException(["Nothing to write: name --onnx FILE, --backbone FILE, or both."]);
            var size = ModelFile.ReadManifest(path).InputSize;
            var input = $"input 'pixels' [N,1,{size},{size}], greyscale 0…255, stretched to the square";
            if (graph is not null)
            {
                GraphExport.Write(path, graph);
                console.Say($"{graph}: {input}.");
            }

            if (features is not null)
            {
                BackboneExport.Write(path, features, parsed.GetValue(trainedOn) ?? $"the images of {Path.GetFileName(path)}", parsed.GetValue(scales));
                console.Say($"{features}: {input}, output 'features'.");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
