using System.CommandLine;
using Pneumonia.Model;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia export</c>: the graph alone, for any other runtime.</summary>
internal static class ExportCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonOptions.Model("The model.");
        var onnx = new Option<string?>("--onnx") { Description = "Where the graph goes.", Required = true, CustomParser = OptionValue.Text, HelpName = "FILE" };
        var command = new Command("export", "Writes the model's graph as one ONNX file, which decides in any language as it does here.") { model, onnx };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(model)!;
            GraphExport.Write(path, parsed.GetValue(onnx)!);
            var size = ModelFile.ReadManifest(path).InputSize;
            console.Say($"{parsed.GetValue(onnx)}: input 'pixels' [N,1,{size},{size}], greyscale 0…255, stretched to the square.");
            return ExitCode.Done;
        });
        return command;
    }
}
