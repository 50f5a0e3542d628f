using System.CommandLine;
using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary>Options that several commands share, said once.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data(string description) => new("--data") { Description = description, HelpName = "DIR|CSV" };

    public static Option<string?> Model(string description) => new("--model") { Description = description, HelpName = "ZIP" };

    public static Option<bool> Json() => new("--json") { Description = "Machine-readable results on standard output; words stay on standard error." };

    public static Option<string> PatientRule() => new("--patient-rule")
    {
        Description = "How patients are told apart by file name: auto, kermany, nih, none, or a regular expression.",
        DefaultValueFactory = static _ => "auto",
        HelpName = "RULE",
    };

    public static Option<ClassificationTask?> Task() => new("--task")
    {
        Description = "binary, multiclass or multilabel; the data decide where it is not given.",
        HelpName = "TASK",
    };

    public static Option<string?> Positive() => new("--positive")
    {
        Description = "The class that counts as positive, where its name doesn't tell.",
        HelpName = "CLASS",
    };

    public static DataSetOptions DataSetOptions(ParseResult result, Option<ClassificationTask?>? task, Option<string?>? positive, Option<string> rule)
        => new()
        {
            Task = task is null ? null : result.GetValue(task),
            PositiveClass = positive is null ? null : result.GetValue(positive),
            PatientRule = Training.Data.PatientRule.Parse(result.GetValue(rule)!),
        };
}
