using Pneumonia.Training.Search;

namespace Pneumonia.Cli.Commands;

/// <summary>The search metrics as they are typed.</summary>
internal static class MetricNames
{
    public static SortedDictionary<string, SearchMetric> All { get; } = new(StringComparer.Ordinal)
    {
        ["auc"] = SearchMetric.Auc,
        ["average-precision"] = SearchMetric.AveragePrecision,
        ["specificity-at-recall"] = SearchMetric.SpecificityAtRecall,
        ["recall"] = SearchMetric.Recall,
        ["f2"] = SearchMetric.F2,
        ["f1"] = SearchMetric.F1,
        ["accuracy"] = SearchMetric.Accuracy,
        ["balanced-accuracy"] = SearchMetric.BalancedAccuracy,
    };

    public static string Of(SearchMetric metric) => All.First(m => m.Value == metric).Key;
}
