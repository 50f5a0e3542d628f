using Pneumonia.Model;

namespace Pneumonia.Serving;

/// <summary>Decisions in words: a contract with scripts, the same in the service's JSON and the console host's.</summary>
internal static class DecisionWords
{
    public static string Of(Decision decision) => decision switch
    {
        Decision.Positive => "pneumonia",
        Decision.Negative => "normal",
        Decision.Refer => "refer",
        Decision.NotAChestXray => "not-a-chest-xray",
        _ => "unreadable",
    };
}
