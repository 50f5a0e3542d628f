using System.CommandLine;
using System.Text.Json.Nodes;
using Pneumonia.Cli.Output;
using Pneumonia.Training.Data;
using Pneumonia.Training.Evaluation;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Report;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia evaluate</c>: a model file on labelled images, alone or beside another one.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonOptions.Model("The model to measure.");
        var data = CommonOptions.Data("Labelled images; where they have a test split, that alone is measured.");
        data.Required = true;
        var other = new Option<string?>("--compare") { Description = "Another model, to be compared on the very same images (DeLong, McNemar).", CustomParser = OptionValue.Text, HelpName = "ZIP" };
        var positive = CommonOptions.Positive();
        var rule = CommonOptions.PatientRule();
        var report = new ReportCommandOptions();
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Measures a model on labelled images, every figure with its interval.") { model, data, other, positive, rule, json };
        foreach (var option in report.All) command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(model)!;
            var reading = CommonOptions.DataSetOptions(parsed, null, positive, rule);
            var evaluation = await MeasureAsync(path, parsed.GetValue(data)!, reading, cancellationToken).ConfigureAwait(false);
            var compared = parsed.GetValue(other) is { } second
                ? await MeasureAsync(second, parsed.GetValue(data)!, reading, cancellationToken).ConfigureAwait(false)
                : null;
            var comparison = compared is null ? null : ModelComparer.Compare(evaluation, compared);
            var stress = report.ToStress(parsed, evaluation.Manifest.Seed) is { } asked
                ? StressSuite.Run(path, evaluation.Samples, asked, cancellationToken: cancellationToken)
                : null;
            if (report.ToReport(parsed) is { } written)
            {
                ReportWriter.Write(written.Folder, ReportData.Of(evaluation, path, written, TimeProvider.System.GetUtcNow(), stress));
                console.Say($"Report: {Path.GetFullPath(Path.Combine(written.Folder, ReportWriter.PageName))}");
            }

            if (parsed.GetValue(json)) console.Out.WriteLine(Json(evaluation, compared, comparison).ToJsonString());
            else Say(console, evaluation, comparison, path, parsed.GetValue(other));
            EvaluationText.WriteWarnings(console, evaluation);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<ModelFileEvaluation> MeasureAsync(string model, string data, DataSetOptions reading, CancellationToken cancellationToken)
        => ModelFileEvaluator.EvaluateAsync(model, data, reading, cancellationToken: cancellationToken);

    private static JsonObject Json(ModelFileEvaluation evaluation, ModelFileEvaluation? compared, ModelComparison? comparison)
    {
        var json = Output.EvaluationJson.Of(evaluation);
        if (comparison is not null) json["comparison"] = ComparisonOutput.Json(comparison, Output.EvaluationJson.Of(compared!));
        return json;
    }

    private static void Say(CliConsole console, ModelFileEvaluation evaluation, ModelComparison? comparison, string a, string? b)
    {
        EvaluationText.WriteFigures(console, evaluation);
        if (comparison is not null) ComparisonOutput.Say(console, comparison, a, b!);
    }
}
