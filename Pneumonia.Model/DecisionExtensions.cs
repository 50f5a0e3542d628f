namespace Pneumonia.Model;

/// <summary>Decisions in words: a contract with scripts, the same in JSON, in CSV, in the service and in <see cref="ModelOutput"/>.</summary>
public static class DecisionExtensions
{
    /// <summary>The decision's word.</summary>
    /// <returns><c>pneumonia</c> (any finding), <c>normal</c>, <c>refer</c>, <c>not-a-chest-xray</c> or <c>unreadable</c>.</returns>
    public static string ToWord(this Decision decision) => decision switch
    {
        Decision.Positive => "pneumonia",
        Decision.Negative => "normal",
        Decision.Refer => "refer",
        Decision.NotAChestXray => "not-a-chest-xray",
        _ => "unreadable",
    };
}
