using System.Collections.Immutable;
using Pneumonia.Training.Search;

namespace Pneumonia.Cli.Commands;

/// <summary>The search metrics as they are typed.</summary>
internal static class MetricNames
{
    private static readonly ImmutableSortedDictionary<string, SearchMetric> ByName = new Dictionary<string, SearchMetric>
    {
        ["auc"] = SearchMetric.Auc,
        ["average-precision"] = SearchMetric.AveragePrecision,
        ["specificity-at-recall"] = SearchMetric.SpecificityAtRecall,
        ["recall"] = SearchMetric.Recall,
        ["f2"] = SearchMetric.F2,
        ["f1"] = SearchMetric.F1,
        ["accuracy"] = SearchMetric.Accuracy,
        ["balanced-accuracy"] = SearchMetric.BalancedAccuracy,
    }.ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> All => ByName.Keys;

    public static SearchMetric Parse(string text, List<string> faults)
    {
        if (ByName.TryGetValue(text, out var metric)) return metric;
        faults.Add($"--metric must be one of {string.Join(", ", All)}; it is '{text}'.");
        return SearchMetric.Auc;
    }
}
