using System.Collections.Immutable;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Model.Inference;

/// <summary>From a graph's raw outputs to an answer a person can use.</summary>
internal sealed class DecisionRule(ModelManifest manifest)
{
    private readonly int negative = manifest.NegativeClass is { } name ? manifest.Classes.IndexOf(name) : -1;
    private readonly int outputs = manifest.Thresholds.Length;

    public Prediction Decide(ScoredBatch batch, int row, string? source)
    {
        var p = batch.Probabilities.AsSpan(row * outputs, outputs);
        var chosen = batch.ClassIndex[row];
        var scores = manifest.Task switch
        {
            ClassificationTask.Binary => [Score(0, 1 - p[0], chosen == 0), Score(1, p[0], chosen == 1)],
            ClassificationTask.MultiClass => All(p, k => chosen == k),
            _ => All(p, k => batch.LabelFlags[(row * outputs) + k] != 0),
        };
        var probability = manifest.Task switch
        {
            ClassificationTask.Binary => p[0],
            ClassificationTask.MultiClass => negative < 0 ? p[(int)Math.Clamp(chosen, 0, outputs - 1)] : 1 - p[negative],
            _ => Max(p),
        };
        var typicality = batch.Typicality[row];
        var decision = Decide(scores, chosen, probability, typicality);
        return new Prediction
        {
            Source = source,
            Decision = decision,
            Label = Label(scores),
            Probability = probability,
            Scores = scores,
            Typicality = typicality,
            Problem = decision == Decision.NotAChestXray
                ? $"Unlike the training radiographs: typicality {typicality:0.00} is above the limit {manifest.TypicalityLimit:0.00}."
                : null,
        };
    }

    /// <summary>The class whose evidence is of most interest: the positive one, or the most probable that is not the negative one.</summary>
    public int MostTelling(ScoredBatch batch, int row)
    {
        if (manifest.Task == ClassificationTask.Binary) return 0;
        var p = batch.Probabilities.AsSpan(row * outputs, outputs);
        var best = -1;
        for (var k = 0; k < outputs; k++)
        {
            if (k != negative && (best < 0 || p[k] > p[best])) best = k;
        }

        return best;
    }

    private Decision Decide(ImmutableArray<LabelScore> scores, long chosen, float probability, float typicality)
    {
        if (manifest.TypicalityLimit is { } limit && !(typicality <= limit)) return Decision.NotAChestXray;
        var positive = manifest.Task == ClassificationTask.MultiLabel ? scores.Any(static s => s.Predicted) : chosen != negative;
        if (!positive) return Decision.Negative;
        return probability < manifest.ReferBelow ? Decision.Refer : Decision.Positive;
    }

    // A multi-label image without findings is called by the negative class's name where the data had one.
    private string Label(ImmutableArray<LabelScore> scores)
    {
        var predicted = string.Join('|', scores.Where(static s => s.Predicted).Select(static s => s.Label));
        return predicted.Length > 0 ? predicted : manifest.NegativeClass ?? "NONE";
    }

    private ImmutableArray<LabelScore> All(ReadOnlySpan<float> p, Func<int, bool> predicted)
    {
        var scores = ImmutableArray.CreateBuilder<LabelScore>(p.Length);
        for (var k = 0; k < p.Length; k++) scores.Add(Score(k, p[k], predicted(k)));
        return scores.MoveToImmutable();
    }

    private LabelScore Score(int k, float probability, bool predicted) => new(manifest.Classes[k], probability, predicted);

    private static float Max(ReadOnlySpan<float> values)
    {
        var max = values[0];
        foreach (var v in values) max = Math.Max(max, v);
        return max;
    }
}
