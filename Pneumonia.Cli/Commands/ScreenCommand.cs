using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia screen</c>: what is wrong with a folder of images, before anything learns from it.</summary>
internal static class ScreenCommand
{
    public static Command Create(CliConsole console)
    {
        var data = CommonOptions.Data("Class folders (with or without train/val/test above them) or a CSV.");
        data.Required = true;
        var policy = ScreeningPolicyOption.Create("--policy");
        var task = CommonOptions.Task();
        var positive = CommonOptions.Positive();
        var rule = CommonOptions.PatientRule();
        var work = new Option<string?>("--work")
        {
            Description = "Folder that remembers what was seen; training won't look again.", DefaultValueFactory = static _ => WorkFolder.DefaultName, CustomParser = OptionValue.Text, HelpName = "DIR",
        };
        var json = CommonOptions.Json();
        var command = new Command("screen", "Looks for unreadable, blurred, inverted, duplicate and leaking images before anything is trained.") { data, policy, task, positive, rule, work, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(data)!;
            ScreeningReport report;
            using (var display = new TrainingDisplay(console, ""))
            {
                var screened = await DataSetScreen.RunAsync(
                    path, CommonOptions.DataSetOptions(parsed, task, positive, rule), new ScreeningOptions { Policy = policy.Chosen(parsed) }, parsed.GetValue(work)!,
                    progress: display, cancellationToken: cancellationToken).ConfigureAwait(false);
                display.Complete();
                report = screened.Report;
            }

            ScreeningText.Write(console, report);
            if (parsed.GetValue(json)) console.Out.WriteLine(ScreeningJson.Of(report).ToJsonString());
            report.ThrowIfFailed(path);
            return report.LeftOut < report.Images ? ExitCode.Done : ExitCode.UnusableData;
        });
        return command;
    }
}
