using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia evaluate</c>: a model file on labelled images.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonOptions.Model("The model to measure.");
        var data = CommonOptions.Data("Labelled images; where they have a test split, that alone is measured.");
        data.Required = true;
        var positive = CommonOptions.Positive();
        var rule = CommonOptions.PatientRule();
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Measures a model on labelled images, every figure with its interval.") { model, data, positive, rule, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var evaluation = await ModelFileEvaluator.EvaluateAsync(
                parsed.GetValue(model)!, parsed.GetValue(data)!, CommonOptions.DataSetOptions(parsed, null, positive, rule),
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(json)) console.Out.WriteLine(EvaluationJson.Write(evaluation));
            else EvaluationText.WriteFigures(console, evaluation);
            EvaluationText.WriteWarnings(console, evaluation);
            return ExitCode.Done;
        });
        return command;
    }
}
