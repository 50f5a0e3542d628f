using System.CommandLine;
using System.Text.Json;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Quantisation;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia quantize</c>: a model file made smaller, beside the one it was made from.</summary>
internal static class QuantizeCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create(CliConsole console)
    {
        var model = CommonOptions.Model("The model to make smaller.");
        var data = CommonOptions.Data("Labelled images: those that the model has seen give ranges, those that it has not certify thresholds and promise.");
        data.Required = true;
        var target = new Option<string?>("--out") { Description = "Where the smaller model goes.", CustomParser = OptionValue.Text, HelpName = "ZIP", Required = true };
        var precision = new ChoiceOption<ModelPrecision>("--precision", Precisions.Smaller, ModelPrecision.EightBit)
        {
            Description = "int8 (weights and activations in 8 bits) or float16 (weights stored in 16 bits, computed with in 32).",
            HelpName = "PRECISION",
        };
        var positive = CommonOptions.Positive();
        var rule = CommonOptions.PatientRule();
        var json = CommonOptions.Json();
        var command = new Command("quantize", "Makes a model file smaller, and writes it where it loses next to nothing by that.") { model, data, target, precision, positive, rule, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(target)!;
            var result = await new ModelQuantiser(new QuantisationOptions { Precision = precision.Chosen(parsed) })
                .RunAsync(parsed.GetValue(model)!, parsed.GetValue(data)!, path, CommonOptions.DataSetOptions(parsed, null, positive, rule), cancellationToken)
                .ConfigureAwait(false);
            if (parsed.GetValue(json)) console.Out.WriteLine(JsonSerializer.Serialize(result.Record, Json));
            console.Say(result.Summary);
            if (result.Manifest is null) console.Warn($"Not written, because {string.Join("; ", result.Faults)}.");
            else Say(console, path, result.Manifest);
            return result.Manifest is null ? ExitCode.UnusableModel : ExitCode.Done;
        });
        return command;
    }

    private static void Say(CliConsole console, string path, ModelManifest manifest)
    {
        console.Say($"{path}: {manifest.Graph.Bytes / 1e6:0.0} MB of graph.");
        foreach (var promise in manifest.Promises) console.Say(promise.Explanation);
    }
}
