using System.CommandLine;
using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary>Options that several commands share, said once.</summary>
internal static class CommonOptions
{
    private static readonly SortedDictionary<string, ClassificationTask> Tasks = new(StringComparer.Ordinal)
    {
        ["binary"] = ClassificationTask.Binary,
        ["multiclass"] = ClassificationTask.MultiClass,
        ["multilabel"] = ClassificationTask.MultiLabel,
    };

    private static readonly SortedDictionary<string, PoseHandling> Poses = new(
        Enum.GetValues<PoseHandling>().ToDictionary(static p => p.ToString().ToLowerInvariant()), StringComparer.Ordinal);

    public static Option<string?> Data(string description) => new("--data") { Description = description, HelpName = "DIR|CSV", CustomParser = OptionValue.Text };

    public static Option<string?> Model(string description) => new("--model") { Description = description, HelpName = "ZIP", CustomParser = OptionValue.Text, Required = true };

    public static Option<string?> ModelOrShipped(string description)
        => new("--model") { Description = $"{description} Without it the shipped one.", HelpName = "ZIP", CustomParser = OptionValue.Text };

    public static ChoiceOption<PoseHandling> Pose() => new("--pose", Poses, new ClassifierOptions().Pose)
    {
        Description = "What becomes of negatives and of images that lie on their side or head: off, refer or correct.",
        HelpName = "HOW",
    };

    public static Option<bool> Json() => new("--json") { Description = "Machine-readable results on standard output; words stay on standard error." };

    public static Option<PatientRule?> PatientRule() => new("--patient-rule")
    {
        Description = "How patients are told apart by file name: auto, kermany, nih, none, or a regular expression whose first group is the patient.",
        DefaultValueFactory = static _ => Training.Data.PatientRule.Auto,
        CustomParser = OptionValue.Patients,
        HelpName = "RULE",
    };

    public static ChoiceOption<ClassificationTask> Task() => new("--task", Tasks)
    {
        Description = "binary, multiclass or multilabel; the data decide where it is not given.",
        HelpName = "TASK",
    };

    public static Option<string?> Positive() => new("--positive")
    {
        Description = "The class that counts as positive, where its name doesn't tell.",
        CustomParser = OptionValue.Text,
        HelpName = "CLASS",
    };

    public static DataSetOptions DataSetOptions(ParseResult result, ChoiceOption<ClassificationTask>? task, Option<string?>? positive, Option<PatientRule?> rule)
        => new()
        {
            Task = task?.Of(result),
            PositiveClass = positive is null ? null : result.GetValue(positive),
            PatientRule = result.GetValue(rule)!,
        };
}
