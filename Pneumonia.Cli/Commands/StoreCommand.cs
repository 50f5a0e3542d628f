using System.CommandLine;
using Pneumonia.Cli.Output;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia store</c>: what work folders remember, and how those that were filled apart become one.</summary>
internal static class StoreCommand
{
    public static Command Create(CliConsole console) => new("store", "What work folders remember: joins them, or tells what one holds.") { Merge(console), Info(console) };

    private static Command Merge(CliConsole console)
    {
        var sources = new Argument<string[]>("source") { Description = "Work folders, or their files store.db; they are only read.", Arity = ArgumentArity.OneOrMore };
        var into = new Option<string?>("--into") { Description = "The work folder they are merged into; what it has stays.", HelpName = "DIR", CustomParser = OptionValue.Text, Required = true };
        var json = CommonOptions.Json();
        var command = new Command("merge", "Joins the features, screening and trials of several work folders into one.") { sources, into, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sources)?.Any(string.IsNullOrWhiteSpace) == true) result.AddError("A source must not be empty.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var target = parsed.GetValue(into)!;
            var merged = StoreMerge.Run(parsed.GetValue(sources)!, target, new StoreText(console), cancellationToken);
            if (parsed.GetValue(json)) console.Out.WriteLine(StoreJson.Of(target, merged).ToJsonString());
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Info(CliConsole console)
    {
        var work = new Argument<string>("work") { Description = "A work folder, or its file store.db.", DefaultValueFactory = static _ => WorkFolder.DefaultName };
        var json = CommonOptions.Json();
        var command = new Command("info", "Reads a store through, checks every row, and tells what it holds.") { work, json };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(work))) result.AddError("The work folder must not be empty.");
        });
        command.SetAction(parsed =>
        {
            var store = StoreSummary.Read(parsed.GetValue(work)!);
            if (parsed.GetValue(json)) console.Out.WriteLine(StoreJson.Of(store).ToJsonString());
            else StoreText.Write(console, store);
            return ExitCode.Done;
        });
        return command;
    }
}
