using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Training.Data;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Training.Report;

/// <summary>The wrong decisions farthest from the threshold, as log-odds measure it.</summary>
internal static class WorstErrors
{
    /// <param name="manifest">The model.</param>
    /// <param name="measured">Images and answers.</param>
    /// <param name="most">Of both kinds together; where one has fewer, the other gets its places.</param>
    public static ImmutableArray<WorstError> Of(ModelManifest manifest, MeasuredImages measured, int most)
    {
        var all = All(manifest, measured).OrderByDescending(static e => Math.Abs(LogOdds(e.Probability) - LogOdds(e.Threshold)))
            .ThenBy(static e => e.Sample.Name, StringComparer.Ordinal).ToArray();
        var (missed, alarms) = (all.Where(static e => e.Missed).ToArray(), all.Where(static e => !e.Missed).ToArray());
        var ofMissed = Math.Min(missed.Length, Math.Max(most / 2, most - alarms.Length));
        return [.. missed.Take(ofMissed), .. alarms.Take(most - ofMissed)];
    }

    private static IEnumerable<WorstError> All(ModelManifest m, MeasuredImages measured)
    {
        var targets = new Targets(m.Task, m.Classes, [.. measured.Samples.Select(static s => s.Labels)]);
        if (m.Task == ClassificationTask.MultiLabel)
        {
            return Enumerable.Range(0, m.Classes.Length).SelectMany(k => Of(
                m, measured, m.Classes[k], measured.Probabilities.Column(k), [.. Enumerable.Range(0, targets.Rows).Select(i => targets.IsOn(i, k) ? 1 : 0)], m.Thresholds[k]));
        }

        var negative = FindingScores.NegativeOf(m);
        return Of(
            m, measured, TaskWords.Finding(m), FindingScores.Any(measured.Probabilities, negative), FindingScores.Truth(targets, negative),
            m.Thresholds[Math.Max(negative, 0)]);
    }

    private static IEnumerable<WorstError> Of(ModelManifest m, MeasuredImages measured, string label, float[] scores, int[] truth, float threshold)
        => Enumerable.Range(0, scores.Length)
            .Where(i => scores[i] >= threshold != (truth[i] == 1))
            .Select(i => new WorstError(measured.Samples[i], label, Words(m, measured.Samples[i]), truth[i] == 1, scores[i], threshold));

    private static string Words(ModelManifest m, ImageSample sample)
    {
        var labels = sample.Labels.IsEmpty ? TaskWords.NoFinding(m) : string.Join(", ", sample.Labels.Select(l => m.Classes[l]));
        return sample.Columns.GetValueOrDefault(ImageSample.SubLabelColumn) is { Length: > 0 } finer ? $"{labels} ({finer})" : labels;
    }

    private static double LogOdds(float p)
    {
        var inside = Math.Clamp((double)p, 1e-7, 1 - 1e-7);
        return Math.Log(inside / (1 - inside));
    }
}
