using System.CommandLine;
using System.Text.Json.Nodes;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia info</c>: what a model file says of itself, every entry checked against its hash.</summary>
internal static class InfoCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonOptions.ModelOrShipped("The model to describe.");
        var json = CommonOptions.Json();
        var command = new Command("info", "Shows a model's card, or with --json its manifest, after checking every part of the file.") { model, json };
        command.SetAction(parsed =>
        {
            var path = ShippedModel.Choose(parsed.GetValue(model), console);
            var manifest = ModelFile.Verify(path);
            console.Out.WriteLine(parsed.GetValue(json)
                ? JsonNode.Parse(ManifestSerializer.Write(manifest))!.ToJsonString()
                : ModelFile.ReadCard(path));
            return ExitCode.Done;
        });
        return command;
    }
}
