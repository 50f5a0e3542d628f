using System.CommandLine;
using Pneumonia.Training.Screening;

namespace Pneumonia.Cli.Commands;

/// <summary>What becomes of faulty images: the same words for <c>train</c> and <c>screen</c>.</summary>
internal static class ScreeningPolicyOption
{
    private static readonly SortedDictionary<string, ScreeningPolicy> Policies = new(
        Enum.GetValues<ScreeningPolicy>().ToDictionary(static p => p.ToString().ToLowerInvariant()), StringComparer.Ordinal);

    public static ChoiceOption<ScreeningPolicy> Create(string name) => new(name, Policies, new ScreeningOptions().Policy)
    {
        Description = "What becomes of faulty images: report, exclude (leave them out) or fail. What can't be decoded is left out in any case.",
        HelpName = "POLICY",
    };
}
