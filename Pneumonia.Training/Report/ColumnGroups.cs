using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Report;

/// <summary>The columns of the data that cut the images into parts worth a look, each part measured by itself.</summary>
internal static class ColumnGroups
{
    // With more values a column is rather a number or a name than a group.
    private const int MostValues = 20;

    /// <summary>Empty for multi-label, which has no one threshold for "any finding".</summary>
    public static ImmutableArray<Subgroups> Of(ModelManifest manifest, MeasuredImages measured, int seed)
    {
        if (manifest.Task == ClassificationTask.MultiLabel) return [];
        var negative = FindingScores.NegativeOf(manifest);
        var scores = FindingScores.Any(measured.Probabilities, negative);
        var truth = FindingScores.Truth(new Targets(manifest.Task, manifest.Classes, [.. measured.Samples.Select(static s => s.Labels)]), negative);
        string[] patients = [.. measured.Samples.Select(static s => s.Patient)];
        return [.. Columns(measured).Select(column => Subgroups.Evaluate(
            column, [.. measured.Samples.Select(s => s.Columns.GetValueOrDefault(column))], scores, truth,
            manifest.Thresholds[Math.Max(negative, 0)], patients, new EvaluationOptions { Seed = seed, CurvePoints = 2 }, MostValues))];
    }

    private static IEnumerable<string> Columns(MeasuredImages measured) => measured.Samples
        .SelectMany(static s => s.Columns.Where(static c => !string.IsNullOrWhiteSpace(c.Value)))
        .GroupBy(static c => c.Key, static c => c.Value.Trim(), StringComparer.OrdinalIgnoreCase)
        .Where(static g => g.Distinct(StringComparer.Ordinal).Take(MostValues + 1).Count() is >= 2 and <= MostValues)
        .Select(static g => g.Key)
        .Order(StringComparer.OrdinalIgnoreCase);
}
