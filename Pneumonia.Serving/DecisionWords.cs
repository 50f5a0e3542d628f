using Pneumonia.Model;

namespace Pneumonia.Serving;

/// <summary>Decisions as the console host spells them: scripts read both.</summary>
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
