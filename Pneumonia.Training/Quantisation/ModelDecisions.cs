using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Evaluation;
using ClassRule = Pneumonia.Model.Inference.ClassRule;

namespace Pneumonia.Training.Quantisation;

/// <summary>What a model decides, image by image, so that two models can be told apart.</summary>
/// <param name="Probabilities">[N, K], calibrated.</param>
/// <param name="Thresholds">K values.</param>
/// <param name="Task">The task.</param>
/// <param name="Negative">Index of the negative class of a multi-class task, else −1.</param>
internal sealed record ModelDecisions(ScoreMatrix Probabilities, ImmutableArray<float> Thresholds, ClassificationTask Task, int Negative)
{
    /// <value>Which images are not answered, for they lie too far from the training images; empty where that is not looked at.</value>
    public ImmutableArray<bool> Refused { get; init; } = [];

    /// <summary>The labels that are on, or the class, in a word that is equal where the decisions are.</summary>
    public string Of(int row)
    {
        var p = Probabilities.Row(row);
        if (!Refused.IsEmpty && Refused[row]) return "refused";
        return Task == ClassificationTask.MultiClass ? $"{ClassRule.Decide(p, Thresholds.AsSpan(), Negative)}" : Flags(p);
    }

    public bool IsFinding(int row) => Task == ClassificationTask.MultiClass
        ? ClassRule.Decide(Probabilities.Row(row), Thresholds.AsSpan(), Negative) != Negative
        : Flags(Probabilities.Row(row)).Contains('1', StringComparison.Ordinal);

    private string Flags(ReadOnlySpan<float> p)
    {
        var flags = new char[p.Length];
        for (var k = 0; k < flags.Length; k++) flags[k] = p[k] >= Thresholds[k] ? '1' : '0';
        return new string(flags);
    }
}
